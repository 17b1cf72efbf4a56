//! An order for a document, as bytes: who asks for one and who writes it are two
//! programs of the same build ([`crossing`](crate::crossing)).

use zeroize::Zeroizing;

use super::{Document, Exchange, File, Options, Part, archive, document, markdown};
use crate::build;
use crate::crossing::{Reader, Writer};
use crate::endpoint::Authority;
use crate::flows::{Flow, FlowId};
use crate::inputs::{INPUTS, Inputs};
use crate::render::Reveal;
use crate::request::HttpResponse;

/// What can be ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A document that runs the flow.
    Document(Document),
    /// The run so far, as Markdown.
    Run,
}

impl Kind {
    /// Every kind, in the order of the menu.
    pub const ALL: [Self; 6] = [
        Self::Document(Document::HttpFile),
        Self::Document(Document::Python),
        Self::Document(Document::PythonMsal),
        Self::Document(Document::JavaScript),
        Self::Document(Document::Bruno),
        Self::Run,
    ];

    /// The words in the menu.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Document(document) => document.label(),
            Self::Run => "This run, as Markdown",
        }
    }
}

/// What came of one step, for [`Kind::Run`].
#[derive(Clone, Copy, Default)]
pub struct Came<'a> {
    /// The answer; `None` when there is none.
    pub answer: Option<&'a HttpResponse>,
    /// What it means, in a sentence; may be empty.
    pub verdict: &'a str,
}

/// Writes an order. `inputs` are those of all steps together; `authority`
/// replaces the cloud's sign-in host where a deployment has its own; `came` is
/// empty, or has one entry for each step.
#[must_use]
pub fn write(
    kind: Kind,
    flow: &Flow,
    options: Options,
    authority: Option<&Authority>,
    inputs: &Inputs,
    came: &[Came<'_>],
) -> Zeroizing<Vec<u8>> {
    let kind = Kind::ALL.iter().position(|other| *other == kind).unwrap_or(0);
    let flag = |set: bool| if set { "1" } else { "" };
    let kind = kind.to_string();
    let mut order = Writer::default();
    for text in [
        &*kind,
        flow.id.as_str(),
        flag(options.reveal == Reveal::Yes),
        flag(options.simulated),
        authority.map_or("", Authority::origin),
    ] {
        order.bytes(text.as_bytes());
    }
    for row in &INPUTS {
        let text = inputs.secret(row.id).map_or(inputs.plain(row.id), |secret| secret.expose());
        order.bytes(text.as_bytes());
    }
    for came in came {
        match came.answer {
            Some(answer) => order.bytes(&answer.to_message()),
            None => order.bytes(&[]),
        }
        order.bytes(came.verdict.as_bytes());
    }
    order.finish()
}

/// Carries an order out: the files, each with its name, and where there are
/// several, an archive of them as the last one. `None` for what
/// [`write()`] did not write.
#[must_use]
pub fn carry_out(order: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut order = Reader::new(order);
    let kind = *Kind::ALL.get(order.text()?.parse::<usize>().ok()?)?;
    let flow = FlowId::parse(order.text()?)?;
    let reveal = if order.text()?.is_empty() { Reveal::No } else { Reveal::Yes };
    let simulated = !order.text()?.is_empty();
    let authority = Some(order.text()?).filter(|origin| !origin.is_empty());
    let authority = authority.and_then(|origin| Authority::parse(origin).ok());
    let mut inputs = Inputs::default();
    for row in &INPUTS {
        let text = order.text()?;
        if !text.is_empty() {
            inputs.set(row.id, text.to_owned());
        }
    }
    let drafts: Vec<_> = flow
        .steps
        .iter()
        .map(|step| {
            let mut own = Inputs::default();
            for id in step.inputs(&inputs) {
                match inputs.secret(id) {
                    Some(secret) => own.set_secret(id, secret.clone()),
                    None if inputs.has(id) => own.set(id, inputs.plain(id).to_owned()),
                    None => {}
                }
            }
            (build::draft(step, &own, authority.as_ref()), step.travel(&own))
        })
        .collect();
    let parts: Vec<_> = flow
        .steps
        .iter()
        .zip(&drafts)
        .map(|(step, (draft, travel))| Part { step, draft, travel: *travel })
        .collect();
    let options = Options { reveal, simulated };
    let files = match kind {
        Kind::Document(kind) => document(kind, flow, &parts, options),
        Kind::Run => {
            let mut came = Vec::new();
            for _ in &parts {
                let answer = HttpResponse::from_message(order.bytes()?);
                came.push((answer, order.text()?));
            }
            let run: Vec<_> = parts
                .iter()
                .zip(&came)
                .map(|(part, (answer, verdict))| Exchange {
                    part: *part,
                    answer: answer.as_ref(),
                    verdict,
                })
                .collect();
            let name = [flow.id.as_str(), ".md"].concat();
            vec![File { name, text: markdown(flow, &run, options) }]
        }
    };
    let mut answer = Writer::default();
    for file in &files {
        answer.bytes(file.name.as_bytes());
        answer.bytes(file.text.as_bytes());
    }
    if files.len() > 1 {
        answer.bytes([flow.id.as_str(), ".zip"].concat().as_bytes());
        answer.bytes(&archive(&files));
    }
    Some(answer.finish())
}

/// The files that came of an order: names and bytes.
#[must_use]
pub fn files(answer: &[u8]) -> Vec<(String, Zeroizing<Vec<u8>>)> {
    let mut answer = Reader::new(answer);
    let mut files = Vec::new();
    while let (Some(name), Some(bytes)) = (answer.text(), answer.bytes()) {
        files.push((name.to_owned(), Zeroizing::new(bytes.to_vec())));
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::PASTED;
    use crate::flows::FLOWS;
    use crate::inputs::InputId;
    use crate::secret::Secret;

    fn written(kind: Kind, flow: &Flow, came: &[Came<'_>]) -> Vec<(String, Zeroizing<Vec<u8>>)> {
        let mut inputs = Inputs::default();
        inputs.set(InputId::Tenant, "contoso.example".to_owned());
        inputs.set(InputId::ClientSecret, "marker~secret".to_owned());
        let options = Options { reveal: Reveal::No, simulated: true };
        let order = write(kind, flow, options, None, &inputs, came);
        files(&carry_out(&order).expect("an answer"))
    }

    #[test]
    fn every_kind_of_every_flow_is_written_without_the_secret_that_it_was_given() {
        for flow in FLOWS {
            let came = vec![Came::default(); flow.steps.len()];
            for kind in Kind::ALL {
                let files = written(kind, flow, &came);
                assert!(!files.is_empty(), "{}", flow.id.as_str());
                for (name, bytes) in files {
                    let text = String::from_utf8_lossy(&bytes);
                    assert!(!text.contains("marker"), "{name} of {}", flow.id.as_str());
                    assert!(text.len() > 20, "{name}");
                }
            }
        }
    }

    #[test]
    fn a_collection_comes_with_an_archive_of_its_files() {
        let files = written(Kind::Document(Document::Bruno), FLOWS[0], &[]);
        let (name, bytes) = files.last().expect("files");
        assert!(name.ends_with(".zip") && bytes.starts_with(b"PK"), "{name}");
    }

    #[test]
    fn the_run_tells_what_came() {
        let answer = HttpResponse {
            status: 400,
            headers: Vec::new(),
            body: Secret::new(r#"{"error":"invalid_client"}"#.to_owned()),
        };
        let mut came = vec![Came::default(); FLOWS[0].steps.len()];
        came[0] = Came { answer: Some(&answer), verdict: "Entra refused." };
        let files = written(Kind::Run, FLOWS[0], &came);
        let text = String::from_utf8_lossy(&files[0].1);
        assert!(text.contains("invalid_client") && text.contains("Entra refused."), "{text}");
        assert!(text.contains("Answer: 400"), "{text}");
        let pasted = HttpResponse { status: PASTED, ..answer.clone() };
        came[0].answer = Some(&pasted);
        let files = written(Kind::Run, FLOWS[0], &came);
        let text = String::from_utf8_lossy(&files[0].1);
        assert!(text.contains("Answer: pasted"), "nobody knows its status: {text}");
    }

    #[test]
    fn what_is_no_order_is_not_carried_out() {
        assert!(carry_out(b"").is_none());
        assert!(carry_out(&[255; 40]).is_none());
        assert!(files(&[1, 0, 0, 0, b'a', 9, 0, 0, 0]).is_empty());
    }
}
