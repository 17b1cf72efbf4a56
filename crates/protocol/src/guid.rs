//! GUIDs as Entra writes them: in text, and as the 16 bytes in .NET order
//! that Entra packs into the subject of an exchange token and into `rh`.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::crossing::{Crossing, Reader, Writer};

/// A GUID. Compared by value, so the case of the text does not matter.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Guid([u8; 16]);

impl Crossing for Guid {
    fn put(&self, to: &mut Writer) {
        self.0.put(to);
    }

    fn take(from: &mut Reader<'_>) -> Self {
        Self(Crossing::take(from))
    }
}

impl Guid {
    /// Reads the form `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`, in either case;
    /// `None` for everything else, braces and surrounding spaces included.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.as_bytes();
        if text.len() != 36 {
            return None;
        }
        let mut bytes = [0; 16];
        let mut digits = 0;
        for (at, &byte) in text.iter().enumerate() {
            if matches!(at, 8 | 13 | 18 | 23) {
                if byte != b'-' {
                    return None;
                }
                continue;
            }
            let digit = u8::try_from(char::from(byte).to_digit(16)?).ok()?;
            bytes[digits / 2] = bytes[digits / 2] << 4 | digit;
            digits += 1;
        }
        Some(Self(bytes))
    }

    /// A GUID from 16 bytes in the order of its text.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// A GUID from 16 bytes in .NET order, where the first three fields are
    /// little-endian.
    #[must_use]
    pub fn from_bytes_le(bytes: [u8; 16]) -> Self {
        Self(swap(bytes))
    }

    /// The 16 bytes in .NET order.
    #[must_use]
    pub fn to_bytes_le(self) -> [u8; 16] {
        swap(self.0)
    }

    /// The 22 characters that stand for this GUID in an FMI subject path
    /// (`/eid1/c/pub/t/{tenant}/a/{application}/…`): base64url, no padding, of
    /// the bytes in .NET order.
    #[must_use]
    pub fn to_path_segment(self) -> String {
        URL_SAFE_NO_PAD.encode(self.to_bytes_le())
    }

    /// The inverse of [`to_path_segment`](Self::to_path_segment).
    #[must_use]
    pub fn from_path_segment(segment: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(segment).ok()?;
        Some(Self::from_bytes_le(bytes.try_into().ok()?))
    }
}

fn swap(b: [u8; 16]) -> [u8; 16] {
    [
        b[3], b[2], b[1], b[0], b[5], b[4], b[7], b[6], b[8], b[9], b[10], b[11], b[12], b[13],
        b[14], b[15],
    ]
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, byte) in self.0.iter().enumerate() {
            if matches!(at, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Guid({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::Guid;

    #[test]
    fn a_path_segment_is_the_guid_in_dotnet_order() {
        // From the published exchange token of tests/data/tokens.json.
        for (guid, segment) in [
            ("237098ae-0798-4cf9-a3a5-208374d2dcfd", "rphwI5gH-UyjpSCDdNLc_Q"),
            ("9471f355-173a-4466-b142-3d4acf848b03", "VfNxlDoXZkSxQj1Kz4SLAw"),
        ] {
            assert_eq!(Guid::parse(guid).map(Guid::to_path_segment).as_deref(), Some(segment));
            assert_eq!(Guid::from_path_segment(segment), Guid::parse(guid));
        }
    }

    #[test]
    fn text_that_is_not_a_guid_is_refused() {
        for text in [
            "",
            "237098ae07984cf9a3a5208374d2dcfd",
            "{237098ae-0798-4cf9-a3a5-208374d2dcf}",
            "237098ae-0798-4cf9-a3a5-208374d2dcfg",
            "237098ae-0798-4cf9-a3a5-208374d2dcf€",
        ] {
            assert_eq!(Guid::parse(text), None, "{text}");
        }
    }
}
