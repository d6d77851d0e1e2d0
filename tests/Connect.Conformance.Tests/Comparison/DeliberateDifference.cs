using System.Text.Json.Nodes;
using Connect.Conformance.Tests.Goldens;

namespace Connect.Conformance.Tests.Comparison;

/// <summary>A way in which this project differs from Java on purpose.</summary>
/// <param name="Row">The row of docs/compatibility.md that says so, by its first column.</param>
/// <param name="AppliesTo">The kind of case it is about: a property of the inputs or of Java's outcome, never an id.</param>
/// <param name="Adjust">Java's outcome (a copy that may be changed) turned into the one that is right here.</param>
internal sealed record DeliberateDifference(string Row, Func<GoldenCase, bool> AppliesTo, Func<GoldenCase, JsonNode, JsonNode> Adjust);
