//! The patterns of `regex()`: small, and in time linear in the text.
//!
//! Letters, `.`, classes, groups, alternatives, greedy and lazy repetition,
//! `^`, `$`, `\b`, `\d`, `\w`, `\s`. A pattern must fit the whole text, as ODK
//! says of `regex()`. Left out, and refused: look-around, back-references,
//! flags and Unicode classes.

/// How large a pattern may become once its repetitions are written out.
const PATTERN_STEPS_MAX: usize = 10_000;

/// How deeply groups may nest.
const PATTERN_DEPTH_MAX: usize = 50;

/// A pattern, ready to be tried.
#[derive(Debug)]
pub(super) struct Pattern(Vec<Step>);

/// One step; jumps are relative, so that parts can be repeated by copying.
#[derive(Clone, Debug)]
enum Step {
    Letter(Class),
    Start,
    End,
    WordEdge(bool),
    Split(isize, isize),
    Jump(isize),
}

/// Letters by range.
#[derive(Clone, Debug, Default)]
struct Class {
    ranges: Vec<(char, char)>,
    negated: bool,
}

/// What a pattern does that this engine doesn't.
pub(super) type Refusal = &'static str;

impl Pattern {
    /// Reads a pattern.
    pub(super) fn read(pattern: &str) -> Result<Self, Refusal> {
        let mut reader = Reader {
            letters: pattern.chars().collect(),
            at: 0,
            depth: 0,
        };
        let steps = reader.alternatives()?;
        if reader.at < reader.letters.len() {
            return Err("a closing bracket has no opening one");
        }
        Ok(Pattern(steps))
    }

    /// Whether the whole text fits.
    pub(super) fn fits(&self, text: &str) -> bool {
        let mut threads = Threads::new(self.0.len());
        let mut before = None;
        let mut letters = text.chars().peekable();
        threads.add(&self.0, 0, before, letters.peek().copied());
        while let Some(letter) = letters.next() {
            before = Some(letter);
            let after = letters.peek().copied();
            let open = threads.take();
            if open.is_empty() {
                return false;
            }
            for at in open {
                if let Some(Step::Letter(class)) = self.0.get(at)
                    && class.holds(letter)
                {
                    threads.add(&self.0, at + 1, before, after);
                }
            }
        }
        threads.open.contains(&self.0.len())
    }
}

impl Class {
    fn of(ranges: &[(char, char)], negated: bool) -> Self {
        Class {
            ranges: ranges.to_vec(),
            negated,
        }
    }

    fn holds(&self, letter: char) -> bool {
        let found = self
            .ranges
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&letter));
        found != self.negated
    }

    /// `\d`, `\w`, `\s` and their opposites.
    fn named(name: char) -> Option<Self> {
        let ranges: &[(char, char)] = match name.to_ascii_lowercase() {
            'd' => &[('0', '9')],
            'w' => &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')],
            's' => &[
                ('\t', '\r'),
                (' ', ' '),
                ('\u{85}', '\u{85}'),
                ('\u{a0}', '\u{a0}'),
                ('\u{1680}', '\u{1680}'),
                ('\u{2000}', '\u{200a}'),
                ('\u{2028}', '\u{2029}'),
                ('\u{202f}', '\u{202f}'),
                ('\u{205f}', '\u{205f}'),
                ('\u{3000}', '\u{3000}'),
            ],
            _ => return None,
        };
        Some(Class::of(ranges, name.is_ascii_uppercase()))
    }
}

/// The places in a pattern that the text so far leads to.
struct Threads {
    open: Vec<usize>,
    seen: Vec<bool>,
}

impl Threads {
    fn new(steps: usize) -> Self {
        Threads {
            open: Vec::new(),
            seen: vec![false; steps + 1],
        }
    }

    fn take(&mut self) -> Vec<usize> {
        self.seen.fill(false);
        std::mem::take(&mut self.open)
    }

    /// Follows everything that takes no letter.
    fn add(&mut self, steps: &[Step], from: usize, before: Option<char>, after: Option<char>) {
        let mut next = vec![from];
        while let Some(at) = next.pop() {
            if std::mem::replace(&mut self.seen[at], true) {
                continue;
            }
            let to = |by: isize| at.saturating_add_signed(by);
            let passes = match steps.get(at) {
                None | Some(Step::Letter(_)) => {
                    self.open.push(at);
                    continue;
                }
                Some(Step::Split(one, other)) => {
                    next.extend([to(*one), to(*other)]);
                    continue;
                }
                Some(Step::Jump(by)) => {
                    next.push(to(*by));
                    continue;
                }
                Some(Step::Start) => before.is_none(),
                Some(Step::End) => after.is_none(),
                Some(Step::WordEdge(wanted)) => (is_word(before) != is_word(after)) == *wanted,
            };
            if passes {
                next.push(at + 1);
            }
        }
    }
}

fn is_word(letter: Option<char>) -> bool {
    letter.is_some_and(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

struct Reader {
    letters: Vec<char>,
    at: usize,
    depth: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn next(&mut self) -> Result<char, Refusal> {
        let letter = self.peek().ok_or("the pattern stops early")?;
        self.at += 1;
        Ok(letter)
    }

    fn alternatives(&mut self) -> Result<Vec<Step>, Refusal> {
        self.depth += 1;
        if self.depth > PATTERN_DEPTH_MAX {
            return Err("groups are nested too deeply");
        }
        let mut steps = self.sequence()?;
        while self.take('|') {
            let other = self.sequence()?;
            steps.insert(0, Step::Split(1, offset(steps.len() + 2)));
            steps.push(Step::Jump(offset(other.len() + 1)));
            steps.extend(other);
        }
        self.depth -= 1;
        Ok(steps)
    }

    fn sequence(&mut self) -> Result<Vec<Step>, Refusal> {
        let mut steps = Vec::new();
        while !matches!(self.peek(), None | Some('|' | ')')) {
            let part = self.part()?;
            steps.extend(self.repeated(part)?);
            if steps.len() > PATTERN_STEPS_MAX {
                return Err("the pattern is too large");
            }
        }
        Ok(steps)
    }

    fn part(&mut self) -> Result<Vec<Step>, Refusal> {
        let step = match self.next()? {
            '(' => {
                if self.take('?') && !self.take(':') {
                    return Err("only plain groups and (?: ) are known");
                }
                let steps = self.alternatives()?;
                return if self.take(')') {
                    Ok(steps)
                } else {
                    Err("a group is not closed")
                };
            }
            '[' => Step::Letter(self.class()?),
            '.' => Step::Letter(Class::of(&[('\n', '\n')], true)),
            '^' => Step::Start,
            '$' => Step::End,
            '*' | '+' | '?' => return Err("there is nothing to repeat"),
            '\\' => match self.next()? {
                'b' => Step::WordEdge(true),
                'B' => Step::WordEdge(false),
                name => Step::Letter(self.escape(name)?),
            },
            letter => Step::Letter(Class::of(&[(letter, letter)], false)),
        };
        Ok(vec![step])
    }

    fn escape(&mut self, name: char) -> Result<Class, Refusal> {
        if let Some(class) = Class::named(name) {
            return Ok(class);
        }
        let letter = match name {
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'x' => self.code(2)?,
            'u' => self.code(4)?,
            other if other.is_ascii_alphanumeric() => return Err("this escape is not known"),
            other => other,
        };
        Ok(Class::of(&[(letter, letter)], false))
    }

    fn code(&mut self, digits: usize) -> Result<char, Refusal> {
        let mut code = 0;
        for _ in 0..digits {
            let digit = self
                .next()?
                .to_digit(16)
                .ok_or("a letter's code has hexadecimal digits")?;
            code = code * 16 + digit;
        }
        char::from_u32(code).ok_or("there is no letter of this code")
    }

    fn class(&mut self) -> Result<Class, Refusal> {
        let negated = self.take('^');
        let mut ranges: Vec<(char, char)> = Vec::new();
        let mut is_first = true;
        loop {
            let letter = self.next()?;
            let first = match letter {
                ']' if !is_first => return Ok(Class { ranges, negated }),
                '[' if self.peek() == Some(':') => return Err("named classes are not known"),
                '\\' => {
                    let name = self.next()?;
                    let class = self.escape(name)?;
                    match class.ranges[..] {
                        [(one, other)] if one == other && !class.negated => one,
                        _ if class.negated => return Err("write the opposite class outside [ ]"),
                        _ => {
                            ranges.extend(class.ranges);
                            is_first = false;
                            continue;
                        }
                    }
                }
                letter => letter,
            };
            is_first = false;
            let is_range = self.peek() == Some('-')
                && !matches!(self.letters.get(self.at + 1), None | Some(']'));
            if !is_range {
                ranges.push((first, first));
                continue;
            }
            self.at += 1;
            let last = match self.next()? {
                '\\' => {
                    let name = self.next()?;
                    match self.escape(name)?.ranges[..] {
                        [(one, other)] if one == other => one,
                        _ => return Err("a range goes from one letter to another"),
                    }
                }
                letter => letter,
            };
            if last < first {
                return Err("a range goes upwards");
            }
            ranges.push((first, last));
        }
    }

    /// `*`, `+`, `?` and `{m,n}` after a part.
    fn repeated(&mut self, part: Vec<Step>) -> Result<Vec<Step>, Refusal> {
        let (least, most) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => self.counts()?,
            _ => return Ok(part),
        };
        self.at += 1;
        // Lazy or greedy makes no difference to whether the whole text fits.
        self.take('?');
        if matches!(self.peek(), Some('*' | '+' | '?')) {
            return Err("there is nothing to repeat");
        }
        let copies = most.unwrap_or(least + 1);
        if copies.saturating_mul(part.len() + 2) > PATTERN_STEPS_MAX {
            return Err("the pattern is too large");
        }
        let mut steps = Vec::new();
        for _ in 0..least {
            steps.extend_from_slice(&part);
        }
        match most {
            None => {
                let length = offset(part.len());
                steps.push(Step::Split(1, length + 2));
                steps.extend(part);
                steps.push(Step::Jump(-length - 1));
            }
            Some(most) => {
                for _ in least..most {
                    steps.push(Step::Split(1, offset(part.len() + 1)));
                    steps.extend_from_slice(&part);
                }
            }
        }
        Ok(steps)
    }

    /// `{m}`, `{m,}` or `{m,n}`, up to its closing brace.
    fn counts(&mut self) -> Result<(usize, Option<usize>), Refusal> {
        self.at += 1;
        let least = self.number().ok_or("write {2}, {2,} or {2,5}")?;
        let most = if self.take(',') {
            if self.peek() == Some('}') {
                None
            } else {
                Some(self.number().ok_or("write {2}, {2,} or {2,5}")?)
            }
        } else {
            Some(least)
        };
        if self.peek() != Some('}') {
            return Err("write {2}, {2,} or {2,5}");
        }
        if most.is_some_and(|most| most < least) {
            return Err("a repetition goes upwards");
        }
        Ok((least, most))
    }

    fn number(&mut self) -> Option<usize> {
        let start = self.at;
        while matches!(self.peek(), Some('0'..='9')) {
            self.at += 1;
        }
        let digits: String = self.letters.get(start..self.at)?.iter().collect();
        digits
            .parse()
            .ok()
            .filter(|number| *number <= PATTERN_STEPS_MAX)
    }
}

/// A distance in steps; patterns are far too small to overflow.
fn offset(steps: usize) -> isize {
    isize::try_from(steps).unwrap_or(isize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whole_texts_fit() {
        for (pattern, text, expected) in [
            ("[0-9]{3}", "123", true),
            ("[0-9]{3}", "1234", false),
            ("^[A-Z]{2}-\\d+$", "UG-77", true),
            ("(a|bc)*d?", "abcad", true),
            ("(a|bc)*d?", "abd", false),
            ("a{2,3}", "aaaa", false),
            ("a{2,}", "aaaa", true),
            ("[^\\d,]+", "abc", true),
            ("[\\w.-]+@x\\.org", "a.b-c@x.org", true),
            ("\\bab\\b.*", "ab c", true),
            ("[а-яё]+", "ёлка", true),
            ("", "", true),
            ("(x*)*", "xxxx", true),
            ("a|", "", true),
            ("[]a]+", "]a", true),
        ] {
            let pattern_read = Pattern::read(pattern).unwrap();
            assert_eq!(pattern_read.fits(text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for pattern in [
            "(",
            ")",
            "[a",
            "*a",
            "(?=a)",
            "a{3,2}",
            "a{9999}{9999}",
            "\\q",
            "a{x}",
            "[z-a]",
        ] {
            assert!(Pattern::read(pattern).is_err(), "{pattern}");
        }
    }

    proptest! {
        /// Where both read a pattern, both say the same.
        #[test]
        fn agrees_with_regex_lite(pattern in "[ab.()|*+?^$\\[\\]{}0-3,\\\\dwb-]{0,12}", text in "[ab0-3 _,-]{0,10}") {
            if let (Ok(ours), Ok(theirs)) = (
                Pattern::read(&pattern),
                regex_lite::Regex::new(&format!("^(?:{pattern})$")),
            ) {
                prop_assert_eq!(ours.fits(&text), theirs.is_match(&text));
            }
        }

        #[test]
        fn no_pattern_panics(pattern in "\\PC{0,40}", text in "\\PC{0,10}") {
            if let Ok(pattern) = Pattern::read(&pattern) {
                pattern.fits(&text);
            }
        }
    }
}
