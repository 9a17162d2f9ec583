"""Gaps in moto's IAM."""

from moto.core.responses import ActionResult, EmptyResult
from moto.iam.responses import IamResponse

from .gap import Gap, client, is_unimplemented


def list_service_specific_credentials(_response):
    return ActionResult({"ServiceSpecificCredentials": []})


class ServiceSpecificCredentials(Gap):
    id = "iam-service-specific-credentials"
    reason = (
        "ListServiceSpecificCredentials is not implemented: a user with force_destroy cannot be"
        " destroyed."
    )

    def patch(self):
        IamResponse.list_service_specific_credentials = list_service_specific_credentials

    def probe(self):
        iam = client("iam")
        iam.create_user(UserName="probe")
        return is_unimplemented(iam.list_service_specific_credentials, UserName="probe")


def client_ids_of(response):
    """The client ids of the identity provider that a request names, to be read or changed."""
    arn = response._get_param("OpenIDConnectProviderArn")
    return response.backend.get_open_id_connect_provider(arn).client_id_list


def add_client_id(response):
    client_ids = client_ids_of(response)
    added = response._get_param("ClientID")
    if added not in client_ids:
        client_ids.append(added)
    return EmptyResult()


def remove_client_id(response):
    client_ids = client_ids_of(response)
    removed = response._get_param("ClientID")
    if removed in client_ids:
        client_ids.remove(removed)
    return EmptyResult()


class ClientIdsOfIdentityProvider(Gap):
    id = "iam-client-ids-of-identity-provider"
    reason = (
        "Client ids cannot be added to an OpenID Connect provider or removed from it: a change of"
        " client_id_list is retried for ten minutes and fails."
    )

    def patch(self):
        IamResponse.add_client_id_to_open_id_connect_provider = add_client_id
        IamResponse.remove_client_id_from_open_id_connect_provider = remove_client_id

    def probe(self):
        iam = client("iam")
        answer = iam.create_open_id_connect_provider(
            Url="https://example.com", ThumbprintList=[], ClientIDList=["a"]
        )
        return is_unimplemented(
            iam.add_client_id_to_open_id_connect_provider,
            OpenIDConnectProviderArn=answer["OpenIDConnectProviderArn"],
            ClientID="b",
        )


GAPS = [ServiceSpecificCredentials(), ClientIdsOfIdentityProvider()]
