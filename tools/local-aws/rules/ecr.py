"""What ECR refuses."""

import json

from .rule import rule

ECR = "https://docs.aws.amazon.com/AmazonECR/latest"


@rule(
    "ecr",
    "PutLifecyclePolicy",
    code="InvalidParameterException",
    source=f"{ECR}/userguide/lifecycle_policy_parameters.html",
)
def lifecycle_policies_are_valid(call):
    """A lifecycle policy is JSON with rules of priorities of their own, each with a selection and
    the action expire.
    """
    fault = fault_of_lifecycle(call.get("lifecyclePolicyText"))
    if fault:
        yield (
            "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint:"
            f" 'Lifecycle policy validation failure: {fault}'"
        )


def fault_of_lifecycle(text):
    try:
        rules = json.loads(text)["rules"]
    except (ValueError, KeyError, TypeError):
        return "it is no JSON object with rules"
    priorities = [each.get("rulePriority") for each in rules]
    if (
        not rules
        or len(set(priorities)) < len(priorities)
        or not all(isinstance(each, int) and each > 0 for each in priorities)
    ):
        return "every rule needs a rulePriority of its own, from 1"
    for each in rules:
        selection, status = each.get("selection", {}), each.get("selection", {}).get("tagStatus")
        if status not in ("tagged", "untagged", "any"):
            return "tagStatus must be tagged, untagged or any"
        if (status == "tagged") != bool(
            selection.get("tagPrefixList") or selection.get("tagPatternList")
        ):
            return "tagStatus tagged, and no other, needs tagPrefixList or tagPatternList"
        if selection.get("countType") not in (
            "imageCountMoreThan",
            "sinceImagePushed",
            "sinceImagePulled",
            "sinceImageTransitioned",
        ):
            return "countType is not known"
        if (selection["countType"] != "imageCountMoreThan") != ("countUnit" in selection):
            return "countUnit is for counting days"
        if not isinstance(selection.get("countNumber"), int) or selection["countNumber"] < 1:
            return "countNumber must be 1 or more"
        if each.get("action", {}).get("type") not in ("expire", "transition"):
            return "the action's type must be expire"
        if status == "any" and each["rulePriority"] < max(priorities):
            return "a rule with tagStatus any must have the highest rulePriority"
    return None
