//! Reading an expression: a small parser by descent, which writes the steps for the stack.

use super::expression::{DEPTH, ExpressionError, Function, Step};
use crate::engine::decimal;

/// The steps of an expression over these names.
pub(super) fn parse(text: &str, names: &[&str]) -> Result<Vec<Step>, ExpressionError> {
    let mut parser = Parser { text: text.as_bytes(), at: 0, names, steps: Vec::new(), deep: 0 };
    parser.sum()?;
    parser.end()?;
    parser.done()
}

struct Parser<'t> {
    text: &'t [u8],
    at: usize,
    names: &'t [&'t str],
    steps: Vec<Step>,
    deep: usize,
}

impl Parser<'_> {
    fn peek(&mut self) -> Option<u8> {
        while self.text.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        self.text.get(self.at).copied()
    }

    fn take(&mut self, wanted: &[u8]) -> Option<u8> {
        let next = self.peek().filter(|byte| wanted.contains(byte))?;
        self.at += 1;
        Some(next)
    }

    fn end(&mut self) -> Result<(), ExpressionError> {
        if self.peek().is_none() { Ok(()) } else { Err(ExpressionError::Syntax(self.at)) }
    }

    /// What was read, if the stack can hold it.
    fn done(self) -> Result<Vec<Step>, ExpressionError> {
        let mut height = 0usize;
        for step in &self.steps {
            height = match step {
                Step::Number(_) | Step::Name(_) => height + 1,
                Step::Negate => height,
                Step::Two(_) => height - 1,
                Step::Call(_, count) => height + 1 - usize::from(*count),
            };
            if height > DEPTH {
                return Err(ExpressionError::Deep);
            }
        }
        Ok(self.steps)
    }

    fn sum(&mut self) -> Result<(), ExpressionError> {
        self.product()?;
        while let Some(sign) = self.take(b"+-") {
            self.product()?;
            self.steps.push(Step::Two(sign));
        }
        Ok(())
    }

    fn product(&mut self) -> Result<(), ExpressionError> {
        self.signed()?;
        while let Some(sign) = self.take(b"*/") {
            self.signed()?;
            self.steps.push(Step::Two(sign));
        }
        Ok(())
    }

    fn signed(&mut self) -> Result<(), ExpressionError> {
        // Every way deeper leads through here.
        self.deep += 1;
        if self.deep > DEPTH {
            return Err(ExpressionError::Deep);
        }
        if self.take(b"-").is_some() {
            self.signed()?;
            self.steps.push(Step::Negate);
        } else {
            self.atom()?;
            if self.take(b"^").is_some() {
                self.signed()?;
                self.steps.push(Step::Two(b'^'));
            }
        }
        self.deep -= 1;
        Ok(())
    }

    fn atom(&mut self) -> Result<(), ExpressionError> {
        match self.peek() {
            Some(b'(') => {
                self.at += 1;
                self.sum()?;
                self.close()
            }
            Some(b'0'..=b'9' | b'.') => {
                let number = self.word(|byte| byte.is_ascii_digit() || byte == b'.');
                let number = decimal::parse(&number).ok_or(ExpressionError::Syntax(self.at - 1))?;
                self.steps.push(Step::Number(number));
                Ok(())
            }
            Some(byte) if byte.is_ascii_alphabetic() || byte == b'_' => {
                let name = self.word(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
                if self.take(b"(").is_some() {
                    return self.call(name);
                }
                let place = self.names.iter().position(|known| *known == name);
                let place = place.and_then(|place| u8::try_from(place).ok());
                self.steps.push(Step::Name(place.ok_or(ExpressionError::Name(name))?));
                Ok(())
            }
            _ => Err(ExpressionError::Syntax(self.at)),
        }
    }

    fn close(&mut self) -> Result<(), ExpressionError> {
        self.take(b")").map(|_| ()).ok_or(ExpressionError::Syntax(self.at))
    }

    fn word(&mut self, belongs: fn(u8) -> bool) -> String {
        let from = self.at;
        while self.text.get(self.at).is_some_and(|byte| belongs(*byte)) {
            self.at += 1;
        }
        String::from_utf8_lossy(&self.text[from..self.at]).into_owned()
    }

    fn call(&mut self, name: String) -> Result<(), ExpressionError> {
        let mut count = 0u8;
        loop {
            self.sum()?;
            count = count.saturating_add(1);
            if self.take(b",").is_none() {
                break;
            }
        }
        self.close()?;
        let function = match (name.as_str(), count) {
            ("round", 2) => Function::Round,
            ("floor", 1) => Function::Floor,
            ("ceil", 1) => Function::Ceil,
            ("abs", 1) => Function::Abs,
            ("sqrt", 1) => Function::Sqrt,
            ("min", 2..) => Function::Min,
            ("max", 2..) => Function::Max,
            _ => return Err(ExpressionError::Call(name)),
        };
        self.steps.push(Step::Call(function, count));
        Ok(())
    }
}
