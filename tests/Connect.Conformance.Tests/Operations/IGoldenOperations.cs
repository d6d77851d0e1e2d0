using System.Text.Json.Nodes;
using Connect.Conformance.Tests.Goldens;

namespace Connect.Conformance.Tests.Operations;

/// <summary>A group of golden operations. Every class that implements this is found by itself: add a file, name the operations, done.</summary>
/// <remarks>
/// An operation returns the outcome in the notation of the goldens' README (<c>SchemaNotation</c>, <c>ValueNotation</c> and <c>RecordNotation</c>
/// write it); an exception that it lets through becomes a failure by itself, and <c>ErrorNotation.Failure</c> makes one with a phase or step.
/// </remarks>
internal interface IGoldenOperations
{
    IEnumerable<KeyValuePair<string, Func<GoldenCase, JsonNode?>>> Operations { get; }
}
