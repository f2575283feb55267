use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::f64::consts::PI;

use crate::Tour;
use crate::bindings::exports::demo::tour::drawing::{Color, Guest, Layer, Point, Shape, Style};

impl Guest for Tour {
    fn area(of: Shape) -> Result<f64, String> {
        match of {
            Shape::Nothing => Ok(0.0),
            Shape::Circle((_, radius)) => Ok(PI * radius * radius),
            Shape::Polygon(points) if points.len() < 3 => Err("a polygon has three corners or more".to_string()),
            Shape::Polygon(points) => Ok(polygon_area(&points)),
            Shape::Label(text) => Err(format!("the label {text:?} has no area")),
        }
    }

    fn bounds(of: Vec<Point>) -> Option<(Point, Point)> {
        let first = *of.first()?;
        Some(of.iter().fold((first, first), |(low, high), point| {
            (
                Point { x: low.x.min(point.x), y: low.y.min(point.y) },
                Point { x: high.x.max(point.x), y: high.y.max(point.y) },
            )
        }))
    }

    fn describe(layer: Layer) -> String {
        let color = match layer.color {
            None => "colourless",
            Some(Color::Black) => "black",
            Some(Color::Red) => "red",
            Some(Color::DeepBlue) => "deep blue",
        };
        let known = [(Style::FILLED, "filled"), (Style::DASHED, "dashed"), (Style::ROUNDED, "rounded")];
        let style: Vec<&str> = known.iter().filter(|(flag, _)| layer.style & *flag == *flag).map(|(_, name)| *name).collect();
        let style = if style.is_empty() { "plain".to_string() } else { style.join(" and ") };
        let count = layer.shapes.len();
        let noun = if count == 1 { "shape" } else { "shapes" };
        format!("{}: {count} {noun}, {color}, {style}", layer.name)
    }

    fn tidy(mut layer: Layer) -> Layer {
        layer.shapes.retain(|shape| Self::area(shape.clone()).is_ok_and(|area| area > 0.0));
        layer
    }
}

fn polygon_area(points: &[Point]) -> f64 {
    let next = points.iter().cycle().skip(1);
    let twice: f64 = points.iter().zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum();
    twice.abs() / 2.0
}
