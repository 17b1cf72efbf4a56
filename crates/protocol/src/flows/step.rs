//! One request of a flow, and what follows from its data.

use super::{Answer, Encoding, Forbidden, Made, Place, Role, Row, Segment, Source, Travel};
use crate::client_auth::{Credential, Proof};
use crate::endpoint::EndpointKind;
use crate::identity::IdentityKind;
use crate::inputs::{InputId, Inputs};
use crate::request::Method;
use crate::wire;

/// One request of a flow.
#[derive(Debug)]
pub struct Step {
    /// The public id, unique within its flow.
    pub id: &'static str,
    /// The title.
    pub title: &'static str,
    /// Who sends it.
    pub sender: IdentityKind,
    /// One sentence: what is asked, and why.
    pub purpose: &'static str,
    /// The grant, in the field's words; for a call, what it needs.
    pub grant: &'static str,
    /// The method.
    pub method: Method,
    /// The address.
    pub place: Place,
    /// Whether `common`, `organizations` and `consumers` can be used.
    pub tenant_may_stand_for_many: bool,
    /// What is sent, in the order of the documentation.
    pub params: &'static [Row],
    /// What must not be sent, and what happens otherwise.
    pub forbidden: &'static [Forbidden],
    /// The results, the one that matters most first. Never empty.
    pub makes: &'static [Made],
    /// Whether it belongs to a run of all steps.
    pub run_all: bool,
}

impl Step {
    /// The values that most steps share: a token request of a specific tenant.
    pub(super) const TOKEN: Self = Self {
        id: "",
        title: "",
        sender: IdentityKind::Client,
        purpose: "",
        grant: "client credentials",
        method: Method::Post,
        place: Place::Entra(EndpointKind::Token),
        tenant_may_stand_for_many: false,
        params: &[],
        forbidden: &[],
        makes: &[Made::access(Role::AccessToken)],
        run_all: true,
    };

    /// The role of the result that matters most.
    #[must_use]
    pub fn role(&self) -> Role {
        self.makes.first().map_or(Role::Document, |made| made.role)
    }

    /// The result of a role; `None` when this step does not make it.
    #[must_use]
    pub fn makes(&self, role: Role) -> Option<&'static Made> {
        self.makes.iter().find(|made| made.role == role)
    }

    /// How the parameters are written.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        match (self.place, self.method) {
            (Place::Chosen, _) => Encoding::Json,
            (_, Method::Get) => Encoding::Query,
            (Place::Entra(_), _) => Encoding::Form,
            _ => Encoding::Json,
        }
    }

    /// How the request can travel.
    #[must_use]
    pub fn travel(&self, inputs: &Inputs) -> Travel {
        match self.place {
            Place::Entra(EndpointKind::Token) if self.offers_platform() => {
                match inputs.plain(InputId::Platform) {
                    wire::PLATFORM_SPA => Travel::SinglePage,
                    _ => Travel::BackChannel,
                }
            }
            Place::Entra(EndpointKind::Token | EndpointKind::DeviceCode) => Travel::BackChannel,
            Place::Entra(EndpointKind::Metadata | EndpointKind::Keys) => Travel::Direct,
            Place::Entra(_) => Travel::Navigation,
            Place::Graph(..) | Place::ResourceManager(_) | Place::Chosen | Place::Echo => {
                Travel::Direct
            }
            Place::Imds | Place::AppService => Travel::ByHand,
        }
    }

    /// What comes back when all is well.
    #[must_use]
    pub fn answer(&self) -> Answer {
        match self.place {
            Place::Entra(EndpointKind::Token) | Place::Imds | Place::AppService => Answer::Token,
            Place::Entra(EndpointKind::DeviceCode) => Answer::DeviceAuthorization,
            Place::Entra(EndpointKind::Metadata | EndpointKind::Keys) => Answer::Document,
            Place::Entra(EndpointKind::Logout) => Answer::Nothing,
            Place::Entra(_) => Answer::Redirect,
            _ if self.method == Method::Patch => Answer::Nothing,
            _ => Answer::Document,
        }
    }

    /// Whether the kind of app decides about the credential.
    #[must_use]
    pub fn offers_platform(&self) -> bool {
        self.params.iter().any(|row| matches!(row, Row::CredentialOfPlatform(..)))
    }

    /// The inputs of this step as the others stand, in the order in which they
    /// matter: the address first, then the parameters. Each stands once.
    #[must_use]
    pub fn inputs(&self, inputs: &Inputs) -> Vec<InputId> {
        let mut used = vec![InputId::Cloud];
        match self.place {
            Place::Entra(_) => used.push(InputId::Tenant),
            Place::Graph(_, path) => {
                path_inputs(path, &mut used);
                used.push(InputId::GraphVersion);
            }
            Place::ResourceManager(path) => path_inputs(path, &mut used),
            Place::Chosen => used.extend([InputId::Url, InputId::Method]),
            Place::Echo => used.push(InputId::EchoPath),
            Place::Imds | Place::AppService => {}
        }
        for row in self.params {
            match row {
                Row::Param(row) | Row::Query(row) | Row::ClientId(row) | Row::Header(row) => {
                    if (row.when)(inputs) {
                        used.extend(row.source.inputs());
                    }
                }
                Row::ChosenCredential(proof, _) | Row::CredentialOfPlatform(proof, _) => {
                    if matches!(row, Row::CredentialOfPlatform(..)) {
                        used.push(InputId::Platform);
                    }
                    used.push(proof.credential);
                    let chosen = self.credential(inputs);
                    used.extend(chosen.and_then(|credential| credential.input(proof)));
                }
                Row::AssertionFrom(input) | Row::Decides(input) => used.push(*input),
            }
        }
        if matches!(
            self.place,
            Place::Entra(EndpointKind::Authorize | EndpointKind::Token | EndpointKind::DeviceCode)
                | Place::Graph(..)
        ) {
            used.push(InputId::RequestId);
        }
        used.push(InputId::Extra);
        let mut at = 0;
        while let Some(input) = used.get(at).copied() {
            if used.iter().position(|other| *other == input) == Some(at) {
                at += 1;
            } else {
                used.remove(at);
            }
        }
        used
    }

    /// Whether the request lacks something while this input is empty, as the
    /// others stand.
    #[must_use]
    pub fn requires(&self, input: InputId, inputs: &Inputs) -> bool {
        let mut without = inputs.clone();
        without.remove(input);
        crate::build::draft(self, &without, None).missing().any(|missing| missing == input)
    }

    /// The input of a public name. Several inputs share a name, such as the
    /// scope of a sign-in and the scope of a resource; a step uses one of them.
    #[must_use]
    pub fn input_named(&self, name: &str) -> Option<InputId> {
        let named = |input: &InputId| input.name() == name;
        let of_row = |row: &Row| match row {
            Row::ChosenCredential(proof, _) => proof.inputs().into_iter().find(named),
            Row::CredentialOfPlatform(proof, _) => {
                proof.inputs().into_iter().chain([InputId::Platform]).find(named)
            }
            Row::AssertionFrom(input) | Row::Decides(input) => Some(*input).filter(named),
            row => row.single().and_then(|row| row.source.inputs().into_iter().find(named)),
        };
        let addressed = self.inputs(&Inputs::default()).into_iter().find(named);
        addressed.or_else(|| self.params.iter().find_map(of_row))
    }

    /// Who proves itself here with a credential of its own.
    #[must_use]
    pub fn proof(&self) -> Option<&'static Proof> {
        self.params.iter().find_map(|row| match row {
            Row::ChosenCredential(proof, _) | Row::CredentialOfPlatform(proof, _) => Some(*proof),
            _ => None,
        })
    }

    /// The credentials that the reader can choose from, as the inputs stand;
    /// empty when the step proves its client with an earlier token or not at all.
    #[must_use]
    pub fn credentials(&self, inputs: &Inputs) -> &'static [Credential] {
        self.params
            .iter()
            .find_map(|row| match row {
                Row::ChosenCredential(_, offered) => Some(*offered),
                Row::CredentialOfPlatform(proof, offered) => {
                    let confidential = match inputs.plain(InputId::Platform) {
                        wire::PLATFORM_WEB => true,
                        // Nothing chosen: what is filled in tells.
                        "" => {
                            let chosen = inputs.plain(proof.credential);
                            !matches!(chosen, "" | "none")
                                || inputs.has(proof.secret)
                                || inputs.has(proof.assertion)
                        }
                        _ => false,
                    };
                    Some(if confidential { *offered } else { &[Credential::None] })
                }
                _ => None,
            })
            .unwrap_or(&[])
    }

    /// The chosen credential; without a choice, the one whose text is there, else
    /// the first that the step offers.
    #[must_use]
    pub fn credential(&self, inputs: &Inputs) -> Option<Credential> {
        let offered = self.credentials(inputs);
        let proof = self.proof()?;
        let chosen = Credential::parse(inputs.plain(proof.credential));
        chosen.filter(|credential| offered.contains(credential)).or_else(|| {
            let filled = |c: &&Credential| c.input(proof).is_some_and(|input| inputs.has(input));
            offered.iter().find(filled).or(offered.first()).copied()
        })
    }

    /// The tokens of earlier steps that enter this one, as the inputs stand: the
    /// input, and the parameter by which it enters.
    #[must_use]
    pub fn needs(&self, inputs: &Inputs) -> Vec<(InputId, &'static str)> {
        self.params
            .iter()
            .filter_map(|row| match row {
                Row::AssertionFrom(input) => Some((*input, wire::CLIENT_ASSERTION)),
                Row::Param(row) if (row.when)(inputs) => match row.source {
                    Source::Input(input) => input.row().role.map(|_| (input, row.name)),
                    _ => None,
                },
                _ => None,
            })
            .collect()
    }
}

fn path_inputs(path: &[Segment], used: &mut Vec<InputId>) {
    for segment in path {
        match segment {
            Segment::Text(_) | Segment::InVersion(..) => {}
            Segment::Input(input) => used.push(*input),
            Segment::Or(first, second) => used.extend([*first, *second]),
        }
    }
}
