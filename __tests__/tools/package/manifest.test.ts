import { CDK_TERRAIN, CDKTF } from "../../../tools/package/libraries";
import { packageManifest } from "../../../tools/package/manifest";

const project = {
  version: "1.2.3",
  description: "Services, written as CDKTF constructs",
  license: "MIT",
  engines: { node: ">=20.9" },
  dependencies: { cdktf: "0.21.0", commander: "14.0.3", yaml: "2.9.1" },
  devDependencies: { jest: "30.5.2" },
};

test("a package has the version of the project, an entry for each module, and what modules need", () => {
  expect(packageManifest(project, CDKTF, ["alb", "vpc"])).toEqual({
    name: "ecs-terraform-cdk",
    version: "1.2.3",
    description: "Services, written as CDKTF constructs",
    license: "MIT",
    keywords: ["aws", "ecs", "docker", "terraform", "cdktf", "constructs"],
    engines: { node: ">=20.9" },
    type: "commonjs",
    sideEffects: false,
    exports: {
      "./alb": { types: "./alb/index.d.ts", default: "./alb/index.js" },
      "./vpc": { types: "./vpc/index.d.ts", default: "./vpc/index.js" },
      "./package.json": "./package.json",
    },
    dependencies: { yaml: "^2.9.1" },
    peerDependencies: CDKTF.peerDependencies,
  });
});

test("the package for CDK Terrain has a name and peers of its own, and is alike otherwise", () => {
  const { exports, dependencies, version } = packageManifest(project, CDKTF, ["vpc"]);

  expect(packageManifest(project, CDK_TERRAIN, ["vpc"])).toMatchObject({
    name: "ecs-terraform-cdktn",
    description: "Services, written as CDK Terrain constructs",
    peerDependencies: { cdktn: "^0.24.0" },
    exports,
    dependencies,
    version,
  });
});

test("a package says where its sources are, if that is known", () => {
  expect(packageManifest(project, CDKTF, [], "https://github.com/o/r")).toMatchObject({
    repository: { type: "git", url: "git+https://github.com/o/r.git" },
  });
});
