"""Gaps in moto's classic Elastic Load Balancing."""

from moto.elb.models import ELBBackend, FakeHealthCheck, FakeListener, LoadBalancer
from moto.elb.responses import ELBResponse

from .gap import REGION, Gap, after, client


def create_load_balancer(**listener):
    """Creates the load balancer `probe` with such a listener and returns it as described."""
    elb = client("elb")
    elb.create_load_balancer(
        LoadBalancerName="probe",
        Listeners=[{"LoadBalancerPort": 80, "InstancePort": 8080, **listener}],
        AvailabilityZones=[REGION + "a"],
    )
    return elb.describe_load_balancers()["LoadBalancerDescriptions"][0]


class ForgottenDrainingTimeout(Gap):
    id = "elb-forgotten-draining-timeout"
    reason = (
        "Switching connection draining without naming its time-out resets it to 300 s: every"
        " plan wants to set it again."
    )

    def patch(self):
        modify_attributes = ELBBackend.modify_load_balancer_attributes

        def modify(backend, load_balancer_name, *args, **kwargs):
            draining = kwargs.get("connection_draining")
            if draining and "Timeout" not in draining:
                attributes = backend.get_load_balancer(load_balancer_name).attributes
                known = attributes.get("connection_draining", {})
                if "Timeout" in known:
                    draining["Timeout"] = known["Timeout"]
            return modify_attributes(backend, load_balancer_name, *args, **kwargs)

        ELBBackend.modify_load_balancer_attributes = modify

    def probe(self):
        create_load_balancer(Protocol="HTTP")
        elb = client("elb")
        self.set_draining(elb, {"Enabled": True, "Timeout": 60})
        self.set_draining(elb, {"Enabled": False})
        answer = elb.describe_load_balancer_attributes(LoadBalancerName="probe")
        return answer["LoadBalancerAttributes"]["ConnectionDraining"].get("Timeout") != 60

    @staticmethod
    def set_draining(elb, draining):
        elb.modify_load_balancer_attributes(
            LoadBalancerName="probe", LoadBalancerAttributes={"ConnectionDraining": draining}
        )


class MissingHealthCheck(Gap):
    id = "elb-missing-health-check"
    reason = (
        "A load balancer has no health check until one is configured, whereas AWS gives it one:"
        " without a health_check block the provider crashes."
    )

    def patch(self):
        def add_default(load_balancer, _result):
            load_balancer.health_check = FakeHealthCheck(
                target=f"TCP:{load_balancer.listeners[0].instance_port}",
                interval=30,
                timeout=5,
                healthy_threshold=10,
                unhealthy_threshold=2,
            )

        after(LoadBalancer, "__init__", add_default)

    def probe(self):
        return "HealthCheck" not in create_load_balancer(Protocol="HTTP")


class InstanceProtocol(Gap):
    id = "elb-instance-protocol"
    reason = (
        "A listener reports its own protocol as the instances': every plan wants to replace an"
        " HTTPS listener in front of HTTP instances."
    )

    def patch(self):
        def keep_protocol(response, _result):
            name = response._get_param("LoadBalancerName")
            listeners = response.elb_backend.get_load_balancer(name).listeners
            sent = {each["LoadBalancerPort"]: each for each in response._get_param("Listeners")}
            for listener in listeners:
                if listener.load_balancer_port in sent:
                    listener.sent = sent[listener.load_balancer_port]

        def instance_protocol(listener):
            return listener.sent.get("InstanceProtocol", listener.protocol).upper()

        after(ELBResponse, "create_load_balancer", keep_protocol)
        after(ELBResponse, "create_load_balancer_listeners", keep_protocol)
        FakeListener.sent = {}
        FakeListener.instance_protocol = property(instance_protocol)

    def probe(self):
        described = create_load_balancer(Protocol="SSL", InstanceProtocol="TCP")
        return described["ListenerDescriptions"][0]["Listener"]["InstanceProtocol"] != "TCP"


GAPS = [ForgottenDrainingTimeout(), MissingHealthCheck(), InstanceProtocol()]
