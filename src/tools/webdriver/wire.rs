//! Commands to a driver on this machine: JSON over HTTP/1.1, one connection each.

use crate::tools::trouble::Trouble;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// No command of ours takes longer; scripts have a limit of their own.
const LIMIT: Duration = Duration::from_secs(120);

/// A driver that listens on this machine.
#[derive(Clone, Debug)]
pub(super) struct Wire {
    pub port: u16,
}

impl Wire {
    /// Sends a command; gives back the `value` of the answer.
    pub(super) fn send(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, Trouble> {
        let lost = |error: std::io::Error| {
            Trouble::new(format!("the browser's driver does not answer ({method} {path}): {error}"), "Run it again.")
        };
        let text = body.map(Value::to_string).unwrap_or_default();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).map_err(lost)?;
        stream.set_read_timeout(Some(LIMIT)).map_err(lost)?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            self.port,
            text.len()
        );
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(text.as_bytes())).map_err(lost)?;
        let bytes = read_answer(&mut stream).map_err(lost)?;
        let answer: Value = serde_json::from_slice(&bytes).unwrap_or_else(|_| json!({}));
        let value = answer.get("value").cloned().unwrap_or(Value::Null);
        match value.get("error").and_then(Value::as_str) {
            Some(error) => {
                let message = value["message"].as_str().unwrap_or_default();
                let first: String = message.lines().take(6).collect::<Vec<_>>().join("\n  ");
                Err(Trouble::new(
                    format!("{error} ({method} {path} {}): {first}", shortened(&text)),
                    "See the browser's answer.",
                ))
            }
            None => Ok(value),
        }
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(200).collect()
}

/// The body of an answer; drivers keep connections open whatever one asks.
fn read_answer(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut block = [0u8; 64 * 1024];
    let mut expected = None;
    loop {
        if expected.is_none()
            && let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n")
        {
            let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
            let length: usize = length.and_then(|length| length.trim().parse().ok()).unwrap_or(usize::MAX);
            expected = Some((end + 4, length));
        }
        if let Some((start, length)) = expected
            && bytes.len() - start >= length
        {
            return Ok(bytes.split_off(start));
        }
        let read = match stream.read(&mut block) {
            // A signal, such as that of a child that has ended, is no answer.
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        if read == 0 {
            return Ok(expected.map_or_else(Vec::new, |(start, _)| bytes.split_off(start)));
        }
        bytes.extend_from_slice(&block[..read]);
    }
}
