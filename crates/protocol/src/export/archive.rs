//! Several files as one download: a ZIP archive without compression (APPNOTE
//! 6.3.10, 4.3), which every system opens.

use super::File;

/// The files in one archive. Times are those of 1980: nothing here knows a clock.
#[must_use]
pub fn archive(files: &[File]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    let mut count = 0u16;
    for file in files {
        let (Ok(size), Ok(name), Ok(offset)) = (
            u32::try_from(file.text.len()),
            u16::try_from(file.name.len()),
            u32::try_from(bytes.len()),
        ) else {
            // Larger than the format counts, and than any flow.
            continue;
        };
        // Version 2.0, names in UTF-8, stored, midnight of 1980-01-01.
        let mut common = vec![20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0];
        for number in [crc(file.text.as_bytes()), size, size] {
            common.extend(number.to_le_bytes());
        }
        common.extend(name.to_le_bytes());
        common.extend([0, 0]);
        bytes.extend(*b"PK\x03\x04");
        bytes.extend(&common);
        bytes.extend(file.name.as_bytes());
        bytes.extend(file.text.as_bytes());
        directory.extend(*b"PK\x01\x02\x14\0");
        directory.extend(&common);
        // No remark, the first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(file.name.as_bytes());
        count += 1;
    }
    let start = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    let length = u32::try_from(directory.len()).unwrap_or(u32::MAX);
    bytes.extend(directory);
    bytes.extend(*b"PK\x05\x06\0\0\0\0");
    for number in [count, count] {
        bytes.extend(number.to_le_bytes());
    }
    for number in [length, start] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend([0, 0]);
    bytes
}

/// CRC-32 as ZIP has it (ISO 3309), bit by bit: the texts are short.
fn crc(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = crc >> 1 ^ 0xedb8_8320 & (crc & 1).wrapping_neg();
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_published_check_value_comes_out() {
        assert_eq!(super::crc(b"123456789"), 0xcbf4_3926);
    }
}
