/** Which images of a repository are kept. */
export interface ImageRetention {
  readonly keepImages: number;
  readonly keepUntaggedDays: number;
}

/**
 * The text of a lifecycle policy: images without a tag go by age, the others by number, the oldest first.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export function lifecyclePolicy({ keepImages, keepUntaggedDays }: ImageRetention): string {
  return JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description: `Images without a tag for ${keepUntaggedDays} days`,
        selection: {
          tagStatus: "untagged",
          countType: "sinceImagePushed",
          countUnit: "days",
          countNumber: keepUntaggedDays,
        },
        action: { type: "expire" },
      },
      {
        rulePriority: 2,
        description: `The last ${keepImages} images with a tag`,
        selection: {
          tagStatus: "tagged",
          tagPatternList: ["*"],
          countType: "imageCountMoreThan",
          countNumber: keepImages,
        },
        action: { type: "expire" },
      },
    ],
  });
}
