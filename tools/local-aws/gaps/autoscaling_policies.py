"""Gaps in the scaling policies of moto's EC2 Auto Scaling."""

from moto.autoscaling.responses import AutoScalingResponse

from .autoscaling import create_group
from .gap import Gap, after, client


def policy_of(response):
    """The scaling policy that a request names."""
    return response.autoscaling_backend.policies[response._get_param("PolicyName")]


def create_policy():
    """Creates the scaling policy `probe` and returns it as AWS describes it."""
    create_group()
    autoscaling = client("autoscaling")
    autoscaling.put_scaling_policy(
        AutoScalingGroupName="probe",
        PolicyName="probe",
        PolicyType="StepScaling",
        AdjustmentType="ChangeInCapacity",
        StepAdjustments=[{"MetricIntervalLowerBound": 0, "ScalingAdjustment": 1}],
    )
    return autoscaling.describe_policies()["ScalingPolicies"][0]


class PolicyEnabled(Gap):
    id = "autoscaling-policy-enabled"
    reason = "A scaling policy does not say that it is enabled: every plan wants to enable it."

    def patch(self):
        def keep_enabled(response, _result):
            policy_of(response).enabled = response._get_bool_param("Enabled", True)

        after(AutoScalingResponse, "put_scaling_policy", keep_enabled)

    def probe(self):
        return "Enabled" not in create_policy()


class PhantomPredictiveScaling(Gap):
    id = "autoscaling-phantom-predictive-scaling"
    reason = (
        "Every scaling policy is described with an empty predictive scaling configuration:"
        " every plan wants to remove it."
    )

    def patch(self):
        def drop_empty(response, _result):
            policy = policy_of(response)
            configuration = policy.predictive_scaling_configuration
            policy.predictive_scaling_configuration = configuration or None

        after(AutoScalingResponse, "put_scaling_policy", drop_empty)

    def probe(self):
        return "PredictiveScalingConfiguration" in create_policy()


GAPS = [PolicyEnabled(), PhantomPredictiveScaling()]
