"""Gaps in moto's RDS."""

from moto.rds.models import DBParameterGroup
from moto.rds.responses import RDSResponse

from .gap import Gap, after, client


class PerformanceInsights(Gap):
    id = "rds-performance-insights"
    reason = (
        "An instance forgets that Performance Insights are enabled: every plan wants to enable"
        " them."
    )

    def patch(self):
        def keep_enabled(response, result):
            enabled = response.params.get("EnablePerformanceInsights")
            if enabled is not None:
                result.result["DBInstance"].performance_insights_enabled = enabled

        after(RDSResponse, "create_db_instance", keep_enabled)
        after(RDSResponse, "modify_db_instance", keep_enabled)

    def probe(self):
        answer = client("rds").create_db_instance(
            DBInstanceIdentifier="probe",
            DBInstanceClass="db.t3.micro",
            Engine="postgres",
            AllocatedStorage=20,
            MasterUsername="probe",
            ManageMasterUserPassword=True,
            EnablePerformanceInsights=True,
        )
        return not answer["DBInstance"].get("PerformanceInsightsEnabled")


class ParameterSource(Gap):
    id = "rds-parameter-source"
    reason = (
        "Parameters do not say that the user has set them: the provider overlooks them and every"
        " plan wants to set them again."
    )

    def patch(self):
        def mark(group, _result):
            for parameter in group.parameters.values():
                parameter["Source"] = "user"

        after(DBParameterGroup, "update_parameters", mark)

    def probe(self):
        rds = client("rds")
        rds.create_db_parameter_group(
            DBParameterGroupName="probe", DBParameterGroupFamily="postgres16", Description="probe"
        )
        parameter = {
            "ParameterName": "log_statement",
            "ParameterValue": "all",
            "ApplyMethod": "immediate",
        }
        rds.modify_db_parameter_group(DBParameterGroupName="probe", Parameters=[parameter])
        answer = rds.describe_db_parameters(DBParameterGroupName="probe")
        return answer["Parameters"][0].get("Source") != "user"


GAPS = [PerformanceInsights(), ParameterSource()]
