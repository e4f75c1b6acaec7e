//! Cuts an expression into tokens, by the rules of XPath 1.0 §3.7 and with
//! ODK's `${name}` as one token.

use super::ast::Operator;
use super::error::{SyntaxError, SyntaxErrorKind};
use super::number::read_plain_number;

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Literal(String),
    Reference(String),
    /// A name, with its prefix if it has one (`jr:choice-name`).
    Name(String),
    /// `*` as a name test.
    Star,
    Operator(Operator),
    Slash,
    DoubleSlash,
    Dot,
    DotDot,
    At,
    Comma,
    Open,
    Close,
    BracketOpen,
    BracketClose,
    Axis,
}

/// All tokens with the byte at which each starts.
pub(super) fn tokens(source: &str) -> Result<Vec<(Token, usize)>, SyntaxError> {
    let mut lexer = Lexer {
        source,
        at: 0,
        found: Vec::new(),
    };
    while lexer.skip_space() {
        let start = lexer.at;
        let token = lexer.next_token()?;
        lexer.found.push((token, start));
    }
    Ok(lexer.found)
}

/// Whether a letter may start a name, by XML's definition.
pub(crate) fn starts_name(letter: char) -> bool {
    matches!(letter,
        'A'..='Z' | 'a'..='z' | '_'
        | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}'
        | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}'
        | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

/// Whether a letter may stand inside a name, by XML's definition.
pub(crate) fn continues_name(letter: char) -> bool {
    starts_name(letter)
        || matches!(letter,
            '0'..='9' | '-' | '.' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

struct Lexer<'a> {
    source: &'a str,
    at: usize,
    found: Vec<(Token, usize)>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn skip_space(&mut self) -> bool {
        let rest = self.rest();
        let trimmed = rest.trim_start();
        self.at += rest.len() - trimmed.len();
        !trimmed.is_empty()
    }

    fn error(&self, kind: SyntaxErrorKind) -> SyntaxError {
        SyntaxError { at: self.at, kind }
    }

    fn next_token(&mut self) -> Result<Token, SyntaxError> {
        let rest = self.rest();
        for (text, token) in symbols() {
            if rest.starts_with(text) && !starts_number(rest) {
                self.at += text.len();
                return Ok(token);
            }
        }
        match rest.chars().next() {
            Some('*') => {
                self.at += 1;
                Ok(if self.expects_operator() {
                    Token::Operator(Operator::Multiply)
                } else {
                    Token::Star
                })
            }
            Some(quote @ ('"' | '\'')) => self.literal(quote),
            Some('$') => self.reference(),
            Some(letter) if letter.is_ascii_digit() || letter == '.' => self.number(),
            Some(letter) if starts_name(letter) => Ok(self.name()),
            Some(letter) => Err(self.error(SyntaxErrorKind::UnexpectedLetter(letter))),
            None => Err(self.error(SyntaxErrorKind::UnexpectedEnd)),
        }
    }

    /// After an operand, `*` multiplies and `and`, `or`, `div`, `mod` are
    /// operators; anywhere else they are names (§3.7).
    fn expects_operator(&self) -> bool {
        self.found.last().is_some_and(|(token, _)| {
            matches!(
                token,
                Token::Number(_)
                    | Token::Literal(_)
                    | Token::Reference(_)
                    | Token::Name(_)
                    | Token::Star
                    | Token::Dot
                    | Token::DotDot
                    | Token::Close
                    | Token::BracketClose
            )
        })
    }

    fn literal(&mut self, quote: char) -> Result<Token, SyntaxError> {
        let inner = self.rest().get(1..).unwrap_or_default();
        let Some(end) = inner.find(quote) else {
            return Err(self.error(SyntaxErrorKind::UnclosedLiteral));
        };
        self.at += end + 2;
        Ok(Token::Literal(inner[..end].to_owned()))
    }

    fn reference(&mut self) -> Result<Token, SyntaxError> {
        let bad = self.error(SyntaxErrorKind::BadReference);
        let Some(inner) = self.rest().strip_prefix("${") else {
            return Err(bad);
        };
        let Some(end) = inner.find('}') else {
            return Err(bad);
        };
        let name = inner[..end].trim();
        if !is_name(name) {
            return Err(bad);
        }
        self.at += end + 3;
        Ok(Token::Reference(name.to_owned()))
    }

    fn number(&mut self) -> Result<Token, SyntaxError> {
        let rest = self.rest();
        let mut dots = 0;
        let end = rest
            .find(|letter: char| {
                dots += usize::from(letter == '.');
                !(letter.is_ascii_digit() || letter == '.' && dots == 1)
            })
            .unwrap_or(rest.len());
        let bad = self.error(SyntaxErrorKind::BadNumber);
        self.at += end;
        let number = read_plain_number(&rest[..end]);
        number.map(Token::Number).ok_or(bad)
    }

    fn name(&mut self) -> Token {
        let rest = self.rest();
        let mut end = name_length(rest);
        // A single colon joins prefix and name; two are an axis.
        if let Some(local) = rest.get(end..).and_then(|rest| rest.strip_prefix(':'))
            && local.starts_with(starts_name)
        {
            end += 1 + name_length(local);
        }
        let name = &rest[..end];
        self.at += end;
        let operator = match name {
            "or" => Operator::Or,
            "and" => Operator::And,
            "div" => Operator::Divide,
            "mod" => Operator::Modulo,
            _ => return Token::Name(name.to_owned()),
        };
        if self.expects_operator() {
            Token::Operator(operator)
        } else {
            Token::Name(name.to_owned())
        }
    }
}

/// Whether the whole text is one name.
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(starts_name) && text.chars().all(continues_name)
}

fn name_length(text: &str) -> usize {
    text.find(|letter| !continues_name(letter))
        .unwrap_or(text.len())
}

fn starts_number(text: &str) -> bool {
    text.strip_prefix('.')
        .is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// Longer symbols stand before their own beginnings.
fn symbols() -> [(&'static str, Token); 20] {
    [
        ("!=", Token::Operator(Operator::NotEqual)),
        ("<=", Token::Operator(Operator::LessOrEqual)),
        (">=", Token::Operator(Operator::GreaterOrEqual)),
        ("//", Token::DoubleSlash),
        ("..", Token::DotDot),
        ("::", Token::Axis),
        ("=", Token::Operator(Operator::Equal)),
        ("<", Token::Operator(Operator::Less)),
        (">", Token::Operator(Operator::Greater)),
        ("+", Token::Operator(Operator::Add)),
        ("-", Token::Operator(Operator::Subtract)),
        ("|", Token::Operator(Operator::Union)),
        ("/", Token::Slash),
        (".", Token::Dot),
        ("@", Token::At),
        (",", Token::Comma),
        ("(", Token::Open),
        (")", Token::Close),
        ("[", Token::BracketOpen),
        ("]", Token::BracketClose),
    ]
}
