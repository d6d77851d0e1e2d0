using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Connect.AspNetCore.OpenApi;

/// <summary>A body: its contract, and an example that is written by that contract.</summary>
/// <param name="Type">The contract.</param>
/// <param name="Example">The example.</param>
internal sealed record Content(JsonTypeInfo Type, JsonNode Example)
{
    /// <summary>Creates one.</summary>
    public static Content Of<T>(JsonTypeInfo<T> type, T example) => new(type, JsonSerializer.SerializeToNode(example, type)!);
}
