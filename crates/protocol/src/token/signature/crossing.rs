//! A check of a signature as bytes: who wants one and who makes it are two
//! programs of the same build.

use zeroize::Zeroizing;

use super::KeySource;
use crate::finding::{Finding, Severity};
use crate::secret::Secret;

/// What is to be checked, with which keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The host that gave the keys; empty for the simulated Entra's, `None` for
    /// pasted ones.
    pub host: Option<String>,
    /// The token.
    pub token: Secret,
    /// The keys, as they came.
    pub keys: Secret,
}

impl Order {
    /// The order as bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let (token, keys) = (self.token.expose(), self.keys.expose());
        let host = self.host.as_deref().unwrap_or("pasted");
        let mut bytes =
            Zeroizing::new(Vec::with_capacity(host.len() + token.len() + keys.len() + 2));
        // Neither a host nor a token that could be read has a line break in it.
        for part in [host, "\n", token, "\n", keys] {
            bytes.extend_from_slice(part.as_bytes());
        }
        bytes
    }

    /// The order of these bytes; `None` for other bytes.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut parts = std::str::from_utf8(bytes).ok()?.splitn(3, '\n');
        let host = Some(parts.next()?.to_owned()).filter(|host| host != "pasted");
        let mut secret = || Some(Secret::new(parts.next()?.to_owned()));
        Some(Self { host, token: secret()?, keys: secret()? })
    }

    /// Where the keys come from.
    #[must_use]
    pub fn source(&self) -> KeySource<'_> {
        match self.host.as_deref() {
            None => KeySource::Pasted,
            Some("") => KeySource::Simulated,
            Some(host) => KeySource::Issuer(host),
        }
    }
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Whether the signature is good.
    pub good: bool,
    /// What was and what was not checked, the most important first.
    pub findings: Vec<Finding>,
}

const SEVERITIES: [(u8, Severity); 3] =
    [(b'i', Severity::Info), (b'w', Severity::Warning), (b'e', Severity::Error)];

impl Report {
    /// The report as text: a line for each finding.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::from(if self.good { "g" } else { "b" });
        for finding in &self.findings {
            let sign = SEVERITIES.iter().find(|(_, severity)| *severity == finding.severity);
            text.push('\n');
            text.push(sign.map_or('i', |(sign, _)| char::from(*sign)));
            text.push_str(&finding.message);
        }
        text
    }

    /// The report of this text. What the findings are called is lost on the way.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut lines = text.lines();
        let good = lines.next() == Some("g");
        let findings = lines.filter_map(|line| {
            let (sign, message) = line.split_at_checked(1)?;
            let (_, severity) = SEVERITIES.iter().find(|(byte, _)| sign.as_bytes() == [*byte])?;
            Some(Finding::new("signature", *severity, message))
        });
        Self { good, findings: findings.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_and_reports_arrive_as_they_were() {
        for host in [None, Some(""), Some("login.microsoftonline.com")] {
            let secret = |text: &str| Secret::new(text.to_owned());
            let order = Order {
                host: host.map(str::to_owned),
                token: secret("a.b.c"),
                keys: secret("-----BEGIN\nCERTIFICATE\n"),
            };
            assert_eq!(Order::read(&order.to_bytes()), Some(order));
        }
        let report = Report {
            good: true,
            findings: SEVERITIES
                .map(|(_, severity)| Finding::new("signature", severity, "Öh."))
                .to_vec(),
        };
        assert_eq!(Report::read(&report.to_text()), report);
    }
}
