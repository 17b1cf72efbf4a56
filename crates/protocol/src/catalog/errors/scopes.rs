//! Numbers about scopes, resources and consent.

use super::{ErrorRow, known};

pub(super) const SCOPES: &[ErrorRow] = &[
    known(
        70011,
        "The scope is invalid.",
        "Name one resource only, and do not mix /.default with other scopes.",
        "scope",
    ),
    known(
        1002012,
        "With client_credentials the scope must end with /.default.",
        "Write the scope as {resource}/.default.",
        "scope",
    ),
    known(
        28000,
        "The scope names more than one resource.",
        "Ask for one resource in each request.",
        "scope",
    ),
    known(
        700022,
        "The scope names more than one resource.",
        "Ask for one resource in each request.",
        "scope",
    ),
    known(
        500011,
        "The resource has no service principal in this tenant.",
        "Check the App ID URI in the scope, or have an admin install the API in this tenant.",
        "scope tenant",
    ),
    known(
        65004,
        "The person declined to consent.",
        "Try again, or ask an admin to consent.",
        "scope",
    ),
    known(
        90094,
        "Only an admin can consent to this permission.",
        "Ask an admin to consent.",
        "scope",
    ),
    known(
        650053,
        "The API has no delegated permission of this name.",
        "Check its spelling, and that it is no application permission; without an App ID URI before it, it is Microsoft Graph's.",
        "scope",
    ),
    known(
        28002,
        "The scope is not valid at this step.",
        "Send a scope that belongs to the code.",
        "scope",
    ),
    known(28003, "The scope is empty.", "Send the scope of the sign-in.", "scope"),
    known(
        50001,
        "The resource is disabled or does not exist in this tenant.",
        "Check the App ID URI in the scope.",
        "scope tenant",
    ),
    known(
        650052,
        "The tenant has no subscription to this service, or it is switched off there.",
        "Have an admin add the service to the tenant.",
        "scope tenant",
    ),
    known(
        650056,
        "The application lacks a permission for this API, or is not set up in this tenant.",
        "Add the API permission in the registration and have an admin consent.",
        "client_id scope",
    ),
    known(
        650057,
        "The API is not among the permissions of the registration.",
        "Add the API permission in the registration.",
        "scope client_id",
    ),
    known(
        650051,
        "The service principal could not be created: it is there already, or it is not allowed.",
        "Create it through Microsoft Graph.",
        "client_id tenant",
    ),
    known(
        70001,
        "The application is disabled, or not made for this kind of account.",
        "Enable it, or check client_id and tenant.",
        "client_id blueprint_id tenant",
    ),
    known(
        901002,
        "The v2.0 endpoint does not take the parameter resource.",
        "Leave resource out and put the API into scope.",
        "extra scope",
    ),
    known(
        9010010,
        "The parameter resource does not fit the scope.",
        "Leave resource out and use scope only.",
        "extra scope",
    ),
    known(
        700020,
        "The person has to sign in to get a token for this API.",
        "Sign in interactively.",
        "prompt scope",
    ),
    known(
        50105,
        "The person has no role in this application, and it demands one.",
        "Assign the person or a group to the application.",
        "client_id login_hint",
    ),
];
