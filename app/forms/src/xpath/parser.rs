//! Reads an expression into its tree: recursive descent with precedence
//! climbing, bounded in length and depth so that no text can exhaust the stack.

use super::ast::{Axis, Expr, Operator, Path, Reference, Start, Step, Test, UNRESOLVED};
use super::error::{SyntaxError, SyntaxErrorKind};
use super::functions::{self, Function};
use super::lexer::{Token, tokens};

/// The longest expression, in bytes. Excel itself stops a cell at 32,767
/// characters.
pub const EXPRESSION_BYTES_MAX: usize = 65_536;

/// How deeply parentheses, calls and predicates may nest.
pub const EXPRESSION_DEPTH_MAX: usize = 100;

/// Reads an expression.
///
/// ```
/// use wingbook_forms::xpath;
/// assert!(xpath::parse("${counted} - ${expected} != 0").is_ok());
/// assert_eq!(xpath::parse("1 +").unwrap_err().to_string(),
///     "the expression stops before it is complete (at character 4)");
/// ```
///
/// # Errors
/// Says what is wrong and at which character.
pub fn parse(source: &str) -> Result<Expr, SyntaxError> {
    if source.len() > EXPRESSION_BYTES_MAX {
        return Err(SyntaxError {
            at: EXPRESSION_BYTES_MAX,
            kind: SyntaxErrorKind::TooLong,
        });
    }
    let mut parser = Parser {
        tokens: tokens(source)?,
        next: 0,
        end: source.len(),
        depth: 0,
    };
    let expr = parser.expression()?;
    match parser.peek() {
        None => Ok(expr),
        Some(_) => Err(parser.unexpected()),
    }
}

struct Parser {
    tokens: Vec<(Token, usize)>,
    next: usize,
    end: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.peek_at(0)
    }

    fn peek_at(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.next + ahead).map(|(token, _)| token)
    }

    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |(_, at)| *at)
    }

    fn take(&mut self, wanted: &Token) -> bool {
        let found = self.peek() == Some(wanted);
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, wanted: &Token) -> Result<(), SyntaxError> {
        if self.take(wanted) {
            Ok(())
        } else {
            Err(self.unexpected())
        }
    }

    fn unexpected(&self) -> SyntaxError {
        let kind = if self.next >= self.tokens.len() {
            SyntaxErrorKind::UnexpectedEnd
        } else {
            SyntaxErrorKind::UnexpectedToken
        };
        SyntaxError {
            at: self.at(),
            kind,
        }
    }

    fn expression(&mut self) -> Result<Expr, SyntaxError> {
        if self.depth == EXPRESSION_DEPTH_MAX {
            return Err(SyntaxError {
                at: self.at(),
                kind: SyntaxErrorKind::TooDeep,
            });
        }
        self.depth += 1;
        let expr = self.chain(1);
        self.depth -= 1;
        expr
    }

    /// Everything that binds at least as tightly as `least`.
    fn chain(&mut self, least: u8) -> Result<Expr, SyntaxError> {
        let mut left = self.unary()?;
        while let Some(precedence) = self.peek_precedence(least) {
            let mut links = Vec::new();
            while let Some(&Token::Operator(operator)) = self.peek()
                && operator.precedence() == precedence
            {
                self.next += 1;
                links.push((operator, self.chain(precedence + 1)?));
            }
            left = Expr::Chain(Box::new(left), links);
        }
        Ok(left)
    }

    fn peek_precedence(&self, least: u8) -> Option<u8> {
        match self.peek() {
            Some(Token::Operator(operator)) if operator.precedence() >= least => {
                Some(operator.precedence())
            }
            _ => None,
        }
    }

    /// Minus signs in a row are counted, not nested.
    fn unary(&mut self) -> Result<Expr, SyntaxError> {
        let mut signs = 0usize;
        while self.take(&Token::Operator(Operator::Subtract)) {
            signs += 1;
        }
        let mut operand = self.path()?;
        if signs > 0 {
            let mut links = Vec::new();
            while self.take(&Token::Operator(Operator::Union)) {
                links.push((Operator::Union, self.path()?));
            }
            if !links.is_empty() {
                operand = Expr::Chain(Box::new(operand), links);
            }
        }
        Ok(match signs {
            0 => operand,
            odd if odd % 2 == 1 => Expr::Negate(Box::new(operand)),
            _ => Expr::Call(Function::Number, vec![operand]),
        })
    }

    fn path(&mut self) -> Result<Expr, SyntaxError> {
        let at = self.at();
        let mut steps = Vec::new();
        let start = match self.peek() {
            Some(Token::Slash) => {
                self.next += 1;
                if self.starts_step() {
                    self.steps(&mut steps)?;
                }
                Start::Root
            }
            Some(Token::DoubleSlash) => {
                self.more_steps(&mut steps)?;
                Start::Root
            }
            _ if self.starts_step() && !self.starts_call() => {
                self.steps(&mut steps)?;
                Start::Here
            }
            _ => return self.filtered(at),
        };
        Ok(Expr::Path(Box::new(Path {
            start,
            predicates: Vec::new(),
            steps,
            at,
        })))
    }

    /// A primary expression, perhaps with predicates and further steps.
    fn filtered(&mut self, at: usize) -> Result<Expr, SyntaxError> {
        let primary = self.primary()?;
        let predicates = self.predicates()?;
        let mut steps = Vec::new();
        self.more_steps(&mut steps)?;
        if predicates.is_empty() && steps.is_empty() {
            return Ok(primary);
        }
        Ok(Expr::Path(Box::new(Path {
            start: Start::From(primary),
            predicates,
            steps,
            at,
        })))
    }

    fn primary(&mut self) -> Result<Expr, SyntaxError> {
        let at = self.at();
        let expr = match self.peek() {
            Some(Token::Number(number)) => Expr::Number(*number),
            Some(Token::Literal(text)) => Expr::Text(text.clone()),
            Some(Token::Reference(name)) => Expr::Reference(Reference {
                name: name.clone(),
                at,
                target: UNRESOLVED,
            }),
            Some(Token::Open) => {
                self.next += 1;
                let inner = self.expression()?;
                self.expect(&Token::Close)?;
                return Ok(inner);
            }
            Some(Token::Name(name)) if self.starts_call() => {
                let name = name.clone();
                return self.call(&name, at);
            }
            _ => return Err(self.unexpected()),
        };
        self.next += 1;
        Ok(expr)
    }

    fn call(&mut self, name: &str, at: usize) -> Result<Expr, SyntaxError> {
        self.next += 2;
        let mut arguments = Vec::new();
        if !self.take(&Token::Close) {
            loop {
                arguments.push(self.expression()?);
                if !self.take(&Token::Comma) {
                    break;
                }
            }
            self.expect(&Token::Close)?;
        }
        functions::call(name, arguments).map_err(|kind| SyntaxError { at, kind })
    }

    fn starts_call(&self) -> bool {
        matches!(self.peek(), Some(Token::Name(name)) if node_test(name).is_none())
            && self.peek_at(1) == Some(&Token::Open)
    }

    fn starts_step(&self) -> bool {
        matches!(
            self.peek(),
            Some(Token::Name(_) | Token::Star | Token::Dot | Token::DotDot | Token::At)
        )
    }

    fn more_steps(&mut self, steps: &mut Vec<Step>) -> Result<(), SyntaxError> {
        if self.take(&Token::DoubleSlash) {
            steps.push(plain_step(Axis::DescendantOrSelf));
            self.steps(steps)
        } else if self.take(&Token::Slash) {
            self.steps(steps)
        } else {
            Ok(())
        }
    }

    fn steps(&mut self, steps: &mut Vec<Step>) -> Result<(), SyntaxError> {
        loop {
            steps.push(self.step()?);
            if self.take(&Token::DoubleSlash) {
                steps.push(plain_step(Axis::DescendantOrSelf));
            } else if !self.take(&Token::Slash) {
                return Ok(());
            }
        }
    }

    fn step(&mut self) -> Result<Step, SyntaxError> {
        if self.take(&Token::Dot) {
            // `.[x]` is not XPath 1.0, but ODK's engines read it.
            let mut step = plain_step(Axis::Itself);
            step.predicates = self.predicates()?;
            return Ok(step);
        }
        if self.take(&Token::DotDot) {
            let mut step = plain_step(Axis::Parent);
            step.predicates = self.predicates()?;
            return Ok(step);
        }
        let axis = self.axis()?;
        let at = self.at();
        let test = match self.peek().cloned() {
            Some(Token::Star) => Test::Any,
            Some(Token::Name(name)) => match node_test(&name) {
                Some(test) if self.peek_at(1) == Some(&Token::Open) => {
                    self.next += 1;
                    if self.peek_at(1) != Some(&Token::Close) {
                        return Err(self.unexpected());
                    }
                    self.next += 1;
                    test
                }
                _ => Test::Name(name),
            },
            _ => {
                return Err(SyntaxError {
                    at,
                    kind: self.unexpected().kind,
                });
            }
        };
        self.next += 1;
        let predicates = self.predicates()?;
        Ok(Step {
            axis,
            test,
            predicates,
        })
    }

    fn axis(&mut self) -> Result<Axis, SyntaxError> {
        if self.take(&Token::At) {
            return Ok(Axis::Attribute);
        }
        let (Some(Token::Name(name)), Some(Token::Axis)) = (self.peek(), self.peek_at(1)) else {
            return Ok(Axis::Child);
        };
        let axis = match name.as_str() {
            "child" => Axis::Child,
            "parent" => Axis::Parent,
            "self" => Axis::Itself,
            "descendant" => Axis::Descendant,
            "descendant-or-self" => Axis::DescendantOrSelf,
            "ancestor" => Axis::Ancestor,
            "ancestor-or-self" => Axis::AncestorOrSelf,
            "following-sibling" => Axis::FollowingSibling,
            "preceding-sibling" => Axis::PrecedingSibling,
            "attribute" => Axis::Attribute,
            other => {
                return Err(SyntaxError {
                    at: self.at(),
                    kind: SyntaxErrorKind::UnknownAxis(other.to_owned()),
                });
            }
        };
        self.next += 2;
        Ok(axis)
    }

    fn predicates(&mut self) -> Result<Vec<Expr>, SyntaxError> {
        let mut predicates = Vec::new();
        while self.take(&Token::BracketOpen) {
            predicates.push(self.expression()?);
            self.expect(&Token::BracketClose)?;
        }
        Ok(predicates)
    }
}

fn node_test(name: &str) -> Option<Test> {
    match name {
        "node" => Some(Test::Node),
        "text" | "comment" | "processing-instruction" => Some(Test::Nothing),
        _ => None,
    }
}

fn plain_step(axis: Axis) -> Step {
    Step {
        axis,
        test: Test::Node,
        predicates: Vec::new(),
    }
}
