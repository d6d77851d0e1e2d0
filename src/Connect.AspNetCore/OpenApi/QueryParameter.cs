using System.Text.Json.Nodes;

namespace Connect.AspNetCore.OpenApi;

/// <summary>A parameter of a query.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Schema">Its schema, as JSON.</param>
/// <param name="Example">An example.</param>
internal sealed record QueryParameter(string Name, string Description, string Schema, JsonNode Example);
