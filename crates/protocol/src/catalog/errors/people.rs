//! Numbers about sign-in, devices and Conditional Access.

use super::{ErrorRow, known, unsure};

const CLAIMS: &str =
    "Send the answer's claims with a new sign-in. An agent user and an app alone cannot do this.";
const DEVICE: &str = "Sign in on such a device.";

pub(super) const PEOPLE: &[ErrorRow] = &[
    known(
        50058,
        "Nobody is signed in, and prompt=none forbids to ask.",
        "Sign in without prompt=none.",
        "prompt login_hint",
    ),
    unsure(
        90023,
        "The request is not valid; for sign-ins mostly because prompt has a value that Entra has not, or two of them.",
        "Send one of login, none, consent and select_account, or leave prompt out.",
        "prompt extra",
    ),
    known(
        50059,
        "The request does not say which tenant is meant.",
        "Put the tenant's id or domain into the address.",
        "tenant",
    ),
    known(
        50020,
        "The account belongs to another tenant or provider and is no guest here.",
        "Use the right tenant, or invite the account as a guest.",
        "tenant login_hint",
    ),
    known(
        50034,
        "The account does not exist in this tenant.",
        "Check the user name and the tenant.",
        "login_hint agent_user tenant",
    ),
    known(
        50053,
        "The account is locked, or the sign-in came from a blocked address.",
        "Wait, or have an admin unlock it.",
        "",
    ),
    known(50055, "The password has expired.", "Set a new password, then sign in again.", ""),
    known(50057, "The account is disabled.", "Have an admin enable it.", "agent_user login_hint"),
    known(
        50126,
        "User name or password is wrong.",
        "Check both, and the tenant.",
        "login_hint tenant",
    ),
    known(50072, "This user has to pass a second factor or set one up first.", CLAIMS, "claims"),
    known(50074, "This user has to pass a second factor or set one up first.", CLAIMS, "claims"),
    known(50076, "This user has to pass a second factor or set one up first.", CLAIMS, "claims"),
    known(50079, "This user has to pass a second factor or set one up first.", CLAIMS, "claims"),
    known(50078, "The second factor of this sign-in is too old.", "Sign in again.", "claims"),
    known(50097, "The API demands a registered device.", DEVICE, ""),
    known(53000, "The API demands a compliant device.", DEVICE, ""),
    known(53001, "The API demands a device that is joined to the domain.", DEVICE, ""),
    known(
        50131,
        "Conditional Access blocked the sign-in.",
        "Have an admin look at the policy.",
        "claims",
    ),
    known(
        530035,
        "The tenant's security defaults blocked the sign-in.",
        "Have an admin look at the security defaults.",
        "",
    ),
    known(
        530036,
        "Conditional Access does not allow how this session began, such as a device code.",
        "Sign in again without a device code.",
        "refresh_token",
    ),
    known(
        50158,
        "Another provider has still to confirm the person.",
        "Sign in interactively and finish there.",
        "claims",
    ),
    known(
        16000,
        "Several accounts are signed in, or the account is not known in this tenant.",
        "Send prompt=select_account, or add the account as a guest.",
        "prompt tenant",
    ),
    known(
        70043,
        "The refresh token is older than the sign-in frequency allows.",
        "Sign in again.",
        "refresh_token",
    ),
    known(50049, "The cloud or instance is not known.", "Check the cloud.", "cloud"),
    known(90033, "Entra's directory did not answer.", "Try again in a moment.", ""),
    known(
        90038,
        "The tenant lives in another cloud.",
        "Choose the cloud that the message names.",
        "cloud tenant",
    ),
    known(
        9002332,
        "The application is for work accounts only.",
        "Do not use consumers as the tenant.",
        "tenant client_id",
    ),
];
