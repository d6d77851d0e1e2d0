namespace Connect.Converters.Avro.Registry.Http;

/// <summary>One call: what to send, and what it is for.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Path and query below the base URL, escaped, with a leading slash.</param>
/// <param name="Purpose">What the call does, for messages: "registering a schema under subject t-value".</param>
/// <param name="Body">The JSON body; null for none.</param>
internal sealed record RegistryRequest(HttpMethod Method, string Path, string Purpose, byte[]? Body = null);
