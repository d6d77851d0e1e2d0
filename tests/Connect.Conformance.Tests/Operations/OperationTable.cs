using System.Text.Json.Nodes;
using Connect.Conformance.Tests.Goldens;

namespace Connect.Conformance.Tests.Operations;

/// <summary>All operations by name.</summary>
internal static class OperationTable
{
    private static readonly Dictionary<string, Func<GoldenCase, JsonNode?>> Table = typeof(OperationTable).Assembly.GetTypes()
        .Where(type => type.IsClass && typeof(IGoldenOperations).IsAssignableFrom(type))
        .SelectMany(type => ((IGoldenOperations)Activator.CreateInstance(type)!).Operations)
        .ToDictionary(StringComparer.Ordinal);

    public static Func<GoldenCase, JsonNode?>? Find(string op) => Table.GetValueOrDefault(op);
}
