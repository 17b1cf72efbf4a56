//! What agents may do.

use super::super::{Derivation, Made, Place, Row, Segment, Source, Step};
use super::{APPLICATION, CALL, ODATA, PRINCIPAL, TOKEN, api, token};
use crate::guid::Guid;
use crate::inputs::{InputId, Inputs};
use crate::request::Method;
use crate::spec;
use crate::wire;

pub(super) const RESOURCE_PRINCIPAL: Step = Step {
    id: "resource-principal",
    title: "API's principal",
    purpose: "Grants name an API by the object ID that it has in this tenant.",
    grant: "Application.Read.All",
    method: Method::Get,
    place: Place::Graph("v1.0", &[Segment::Text("/servicePrincipals")]),
    params: &[
        Row::param(
            "$filter",
            Source::Derived(&Derivation {
                inputs: &[InputId::ResourceAppId],
                asks_for: None,
                value: |inputs, _| {
                    Some(["appId eq '", &api(inputs).replace('\'', "''"), "'"].concat())
                },
            }),
            "By the client ID of the API.",
            spec::GRAPH_APP_ROLE,
        ),
        TOKEN,
    ],
    makes: &[Made::id("value/0/id", InputId::ResourceSpId)],
    ..CALL
};

pub(super) const APP_ROLE_ASSIGNMENT: Step = Step {
    id: "app-role-assignment",
    title: "Application permission",
    purpose: "What the agent identity may do on its own.",
    grant: "AppRoleAssignment.ReadWrite.All and Application.Read.All",
    place: Place::Graph(
        "v1.0",
        &[
            Segment::Text("/servicePrincipals/"),
            Segment::Or(InputId::PrincipalId, InputId::AgentIdentityId),
            Segment::Text("/appRoleAssignments"),
        ],
    ),
    params: &[
        role("principalId", Source::Derived(&PRINCIPAL), "Who gets it."),
        role("resourceId", Source::Input(InputId::ResourceSpId), "The API that it is for."),
        role("appRoleId", Source::Input(InputId::AppRoleId), "The permission; shows up in roles."),
        TOKEN,
        ODATA,
    ],
    ..CALL
};

const fn role(name: &'static str, source: Source, why: &'static str) -> Row {
    Row::param(name, source, why, spec::GRAPH_APP_ROLE)
}

pub(super) const DELEGATED_GRANT: Step = Step {
    id: "delegated-grant",
    title: "Delegated permission",
    purpose: "What the agent may do for people, or as its user account.",
    grant: "DelegatedPermissionGrant.ReadWrite.All",
    place: Place::Graph("v1.0", &[Segment::Text("/oauth2PermissionGrants")]),
    params: &[
        grant("clientId", Source::Input(InputId::AgentIdentityId), "The agent identity."),
        grant(
            "consentType",
            Source::Derived(&Derivation {
                inputs: &[InputId::ConsentType],
                asks_for: None,
                value: |inputs, _| Some(consent_type(inputs).to_owned()),
            }),
            "For all users, or for one.",
        ),
        grant(
            "principalId",
            Source::Input(InputId::GrantPrincipalId),
            "The one user, such as the agent user.",
        )
        .when(|inputs| consent_type(inputs) == "Principal"),
        grant("resourceId", Source::Input(InputId::ResourceSpId), "The API that it is for."),
        grant("scope", Source::Input(InputId::GrantScope), "The permissions; show up in scp."),
        TOKEN,
        ODATA,
    ],
    ..CALL
};

const fn grant(name: &'static str, source: Source, why: &'static str) -> Row {
    Row::param(name, source, why, spec::GRAPH_GRANT)
}

fn consent_type(inputs: &Inputs) -> &str {
    match inputs.plain(InputId::ConsentType) {
        "" if inputs.has(InputId::GrantPrincipalId) => "Principal",
        "" => "AllPrincipals",
        chosen => chosen,
    }
}

pub(super) const INHERITABLE: Step = Step {
    id: "inheritable-permissions",
    title: "Inheritable permissions",
    purpose: "Delegated permissions of the blueprint that all its agents get as well.",
    grant: "AgentIdentityBlueprint.Create",
    place: Place::Graph(
        "beta",
        &[
            Segment::Text("/applications/microsoft.graph.agentIdentityBlueprint/"),
            APPLICATION,
            Segment::Text("/inheritablePermissions"),
        ],
    ),
    params: &[
        inherited(
            "resourceAppId",
            Source::Derived(&Derivation {
                inputs: &[InputId::ResourceAppId],
                asks_for: None,
                value: |inputs, _| Some(api(inputs).to_owned()),
            }),
            "The API that they are for.",
        ),
        inherited(
            "inheritableScopes/@odata.type",
            Source::Constant("microsoft.graph.enumeratedScopes"),
            "These, rather than all or none.",
        ),
        inherited(
            "inheritableScopes/scopes",
            Source::List(InputId::GrantScope),
            "The blueprint's principal must hold them itself.",
        ),
        TOKEN,
        ODATA,
    ],
    ..CALL
};

const fn inherited(name: &'static str, source: Source, why: &'static str) -> Row {
    Row::param(name, source, why, spec::GRAPH_BLUEPRINT)
}

pub(super) const ROLE_ASSIGNMENT: Step = Step {
    id: "role-assignment",
    title: "Azure role",
    purpose: "What the agent may do in Azure. Takes a token for Azure, not for Graph.",
    grant: "Microsoft.Authorization/roleAssignments/write",
    method: Method::Put,
    place: Place::ResourceManager(&[
        Segment::Text("/"),
        Segment::Input(InputId::RbacScope),
        Segment::Text("/providers/Microsoft.Authorization/roleAssignments/"),
        Segment::Input(InputId::RoleAssignmentId),
    ]),
    params: &[
        Row::query(
            wire::API_VERSION,
            Source::Constant("2022-04-01"),
            "Azure asks for one in every call.",
            spec::AZURE_ROLE_ASSIGNMENT,
        ),
        azure(
            "properties/roleDefinitionId",
            Source::Derived(&Derivation {
                inputs: &[InputId::RoleDefinitionId, InputId::RbacScope],
                asks_for: Some(InputId::RoleDefinitionId),
                value: |inputs, _| role_definition(inputs),
            }),
            "The Azure role.",
        ),
        azure("properties/principalId", Source::Derived(&PRINCIPAL), "Who gets it."),
        azure(
            "properties/principalType",
            Source::Derived(&Derivation {
                inputs: &[InputId::PrincipalType],
                asks_for: None,
                value: |inputs, _| {
                    Some(match inputs.plain(InputId::PrincipalType) {
                        "" => "ServicePrincipal".to_owned(),
                        chosen => chosen.to_owned(),
                    })
                },
            }),
            "An agent identity is a service principal, an agent user a user.",
        ),
        token(InputId::AzureToken),
    ],
    ..CALL
};

const fn azure(name: &'static str, source: Source, why: &'static str) -> Row {
    Row::param(name, source, why, spec::AZURE_ROLE_ASSIGNMENT)
}

/// A full path as it is; a GUID below the subscription of the scope.
fn role_definition(inputs: &Inputs) -> Option<String> {
    const ROLES: &str = "/providers/Microsoft.Authorization/roleDefinitions/";
    let typed = inputs.plain(InputId::RoleDefinitionId);
    if typed.is_empty() {
        return None;
    }
    if Guid::parse(typed).is_none() {
        return Some(typed.to_owned());
    }
    let mut scope = inputs.plain(InputId::RbacScope).trim_matches('/').split('/');
    Some(match (scope.next(), scope.next()) {
        (Some("subscriptions"), Some(id)) => ["/subscriptions/", id, ROLES, typed].concat(),
        _ => [ROLES, typed].concat(),
    })
}

pub(super) const ACCESS_PACKAGE: Step = Step {
    id: "access-package-request",
    title: "Access package",
    purpose: "Asks for a package of permissions, or assigns it to somebody.",
    grant: "EntitlementManagement.ReadWrite.All",
    place: Place::Graph(
        "v1.0",
        &[Segment::Text("/identityGovernance/entitlementManagement/assignmentRequests")],
    ),
    params: &[
        package(
            "requestType",
            Source::Derived(&Derivation {
                inputs: &[InputId::TargetId],
                asks_for: None,
                value: |inputs, _| {
                    let assigned = inputs.has(InputId::TargetId);
                    Some(if assigned { "adminAdd" } else { "userAdd" }.to_owned())
                },
            }),
            "adminAdd assigns to another, userAdd asks for the caller.",
        ),
        package(
            "assignment/targetId",
            Source::Optional(InputId::TargetId),
            "Who gets it, when an administrator assigns it.",
        ),
        package(
            "assignment/accessPackageId",
            Source::Input(InputId::AccessPackageId),
            "What is asked for.",
        ),
        package(
            "assignment/assignmentPolicyId",
            Source::Input(InputId::AssignmentPolicyId),
            "Under which rules.",
        ),
        TOKEN,
        ODATA,
    ],
    ..CALL
};

const fn package(name: &'static str, source: Source, why: &'static str) -> Row {
    Row::param(name, source, why, spec::GRAPH_ACCESS_PACKAGE)
}
