//! Circles in a graph of records.

/// One circle of each knot of them: the numbers of the nodes in the order of the arrows, the smallest first. `next` holds for
/// each node the nodes that it points to. No node is in two of the circles.
pub(super) fn cycles(next: &[Vec<usize>]) -> Vec<Vec<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut state = vec![State::New; next.len()];
    let mut is_told = vec![false; next.len()];
    let mut found = Vec::new();
    for root in 0..next.len() {
        if state.get(root) != Some(&State::New) {
            continue;
        }
        // The way from the root, each node with the number of its arrows that were followed. No recursion: a hostile knowledge
        // base could make it deep.
        let mut way: Vec<(usize, usize)> = vec![(root, 0)];
        while let Some((node, followed)) = way.last_mut() {
            let node = *node;
            if *followed == 0
                && let Some(state) = state.get_mut(node)
            {
                *state = State::Open;
            }
            let target = next.get(node).and_then(|targets| targets.get(*followed)).copied();
            *followed += 1;
            match (target, target.and_then(|target| state.get(target))) {
                (Some(target), Some(State::New)) => way.push((target, 0)),
                (Some(target), Some(State::Open)) => {
                    let start = way.iter().position(|(node, _)| *node == target).unwrap_or_default();
                    let mut circle: Vec<usize> = way.iter().skip(start).map(|(node, _)| *node).collect();
                    if !circle.iter().any(|node| is_told.get(*node).copied().unwrap_or_default()) {
                        circle.iter().for_each(|node| {
                            if let Some(told) = is_told.get_mut(*node) {
                                *told = true;
                            }
                        });
                        let least =
                            circle.iter().enumerate().min_by_key(|(_, node)| **node).map_or(0, |(at, _)| at);
                        circle.rotate_left(least);
                        found.push(circle);
                    }
                }
                (Some(_), _) => {}
                (None, _) => {
                    if let Some(state) = state.get_mut(node) {
                        *state = State::Done;
                    }
                    way.pop();
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::cycles;

    #[test]
    fn every_knot_gives_one_circle() {
        for (next, circles) in [
            (vec![vec![1], vec![2], vec![]], vec![]),
            (vec![vec![0]], vec![vec![0]]),
            (vec![vec![1], vec![2], vec![1]], vec![vec![1, 2]]),
            (vec![vec![2], vec![0], vec![1]], vec![vec![0, 2, 1]]),
            // A diamond is no circle.
            (vec![vec![1, 2], vec![3], vec![3], vec![]], vec![]),
            // Two circles over one node are told of once.
            (vec![vec![1, 2], vec![0], vec![0]], vec![vec![0, 1]]),
            (vec![vec![1], vec![0], vec![3], vec![2, 9]], vec![vec![0, 1], vec![2, 3]]),
        ] {
            assert_eq!(cycles(&next), circles, "{next:?}");
        }
    }

    #[test]
    fn a_very_long_way_is_followed() {
        let count = 200_000;
        let next: Vec<Vec<usize>> = (0..count).map(|node| vec![(node + 1) % count]).collect();
        assert_eq!(cycles(&next).first().map(Vec::len), Some(count));
    }
}
