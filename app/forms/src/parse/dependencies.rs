//! Sorts what feeds other expressions, and names the circles.

use super::finding::{Finding, FindingKind, Sheet};
use super::rules::Found;
use super::sheets::Row;
use crate::form::{Aspect, Edge, Form, Graph, Task};

/// Fills the form's graph.
pub(super) fn order(
    form: &mut Form,
    found: &[Found],
    rows: &[Option<&Row>],
    findings: &mut Vec<Finding>,
) {
    let mut graph = Graph {
        dependents: vec![Vec::new(); form.items.len()],
        ..Graph::default()
    };
    for rule in found {
        for (source, apex) in &rule.needs.items {
            add_edge(&mut graph, *source, rule.task, *apex);
        }
        // A calculation keeps its "now" until something that it names changes.
        if rule.needs.clock && rule.task.aspect != Aspect::Value {
            graph.on_clock.push(rule.task);
        }
        if rule.needs.language {
            graph.on_language.push(rule.task);
        }
    }
    for (index, item) in (0u32..).zip(&form.items) {
        let task = Task {
            item: index,
            aspect: Aspect::Label,
        };
        let texts = [
            &item.label,
            &item.hint,
            &item.guidance,
            &item.constraint_message,
            &item.required_message,
        ];
        for source in texts.into_iter().flat_map(|text| text.references()) {
            add_edge(&mut graph, source, task, form.shared_repeat(source, index));
        }
    }
    let followers = followers(form, found);
    let (sorted, left) = sort(&followers);
    if !left.is_empty() {
        report_cycles(form, &followers, left, found, rows, findings);
    }
    graph.ranks = vec![0; sorted.len()];
    for (rank, vertex) in (0u32..).zip(&sorted) {
        if let Some(place) = graph.ranks.get_mut(*vertex as usize) {
            *place = rank;
        }
    }
    graph.sorted = sorted;
    form.graph = graph;
}

fn add_edge(graph: &mut Graph, source: u32, task: Task, apex: u32) {
    let edges = &mut graph.dependents[source as usize];
    let edge = Edge { task, apex };
    // One expression's edges follow each other.
    let mut same = edges.iter().rev().take_while(|known| known.task == task);
    if !same.any(|known| *known == edge) {
        edges.push(edge);
    }
}

/// Who comes after each vertex: relevance `2 × item`, value `2 × item + 1`.
fn followers(form: &Form, found: &[Found]) -> Vec<Vec<u32>> {
    let mut followers = vec![Vec::new(); form.items.len() * 2];
    for (index, item) in (0u32..).zip(&form.items) {
        followers[2 * index as usize].push(2 * index + 1);
        for child in &item.children {
            followers[2 * index as usize].push(2 * child);
        }
    }
    for rule in found {
        let aspect = match rule.task.aspect {
            aspect @ (Aspect::Relevance | Aspect::Value) => aspect as u32,
            _ => continue,
        };
        for (source, _) in &rule.needs.items {
            followers[2 * *source as usize + 1].push(2 * rule.task.item + aspect);
        }
    }
    followers
}

/// Kahn's algorithm, in document order among equals; what is left lies on
/// circles or behind them.
fn sort(followers: &[Vec<u32>]) -> (Vec<u32>, Vec<u32>) {
    let mut waiting = vec![0u32; followers.len()];
    for follower in followers.iter().flatten() {
        waiting[*follower as usize] += 1;
    }
    let mut sorted: Vec<u32> = (0..followers.len() as u32)
        .filter(|vertex| waiting[*vertex as usize] == 0)
        .collect();
    let mut next = 0;
    while let Some(vertex) = sorted.get(next).copied() {
        next += 1;
        for follower in &followers[vertex as usize] {
            waiting[*follower as usize] -= 1;
            if waiting[*follower as usize] == 0 {
                sorted.push(*follower);
            }
        }
    }
    let left = (0..followers.len() as u32)
        .filter(|vertex| waiting[*vertex as usize] > 0)
        .collect();
    (sorted, left)
}

/// Reports one circle after the other, each without the vertices of the ones
/// before.
fn report_cycles(
    form: &Form,
    followers: &[Vec<u32>],
    left: Vec<u32>,
    found: &[Found],
    rows: &[Option<&Row>],
    findings: &mut Vec<Finding>,
) {
    let mut open = vec![false; followers.len()];
    for vertex in &left {
        open[*vertex as usize] = true;
    }
    for start in left {
        if !open[start as usize] {
            continue;
        }
        let Some(cycle) = walk(start, followers, &mut open) else {
            continue;
        };
        // Backwards, so that each needs the next; an item's relevance and
        // value are one name to the author.
        let mut items: Vec<u32> = cycle.iter().rev().map(|vertex| vertex / 2).collect();
        items.dedup();
        if items.len() > 1 && items.first() == items.last() {
            items.pop();
        }
        let first = items.iter().min().copied();
        let at = items.iter().position(|item| Some(*item) == first);
        items.rotate_left(at.unwrap_or(0));
        let item = items[0];
        items.push(item);
        let is_cause = |rule: &&Found| {
            rule.task.item == item && cycle.contains(&(2 * item + rule.task.aspect as u32))
        };
        let cause = found.iter().find(is_cause);
        let names = items.iter().map(|item| form.item(*item).name.clone());
        findings.push(Finding {
            sheet: Sheet::Survey,
            row: rows[item as usize].map_or(1, |row| row.number),
            column: cause.map_or_else(|| "relevant".to_owned(), |rule| rule.column.clone()),
            kind: FindingKind::Cycle(names.collect()),
        });
    }
}

/// Follows open vertices until one repeats, and closes all that it visited.
fn walk(start: u32, followers: &[Vec<u32>], open: &mut [bool]) -> Option<Vec<u32>> {
    // Depth first, with the position among the followers on the stack.
    let mut path: Vec<(u32, usize)> = vec![(start, 0)];
    let mut on_path = vec![false; open.len()];
    on_path[start as usize] = true;
    let mut cycle = None;
    while let Some((vertex, next)) = path.last_mut() {
        let Some(follower) = followers[*vertex as usize].get(*next).copied() else {
            open[*vertex as usize] = false;
            on_path[*vertex as usize] = false;
            path.pop();
            continue;
        };
        *next += 1;
        if on_path[follower as usize] {
            let at = path.iter().position(|(vertex, _)| *vertex == follower)?;
            cycle = Some(path[at..].iter().map(|(vertex, _)| *vertex).collect());
            break;
        }
        if open[follower as usize] {
            on_path[follower as usize] = true;
            path.push((follower, 0));
        }
    }
    for (vertex, _) in &path {
        open[*vertex as usize] = false;
    }
    cycle
}
