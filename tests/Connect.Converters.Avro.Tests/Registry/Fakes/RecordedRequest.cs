namespace Connect.Converters.Avro.Tests.Registry.Fakes;

/// <summary>A request as it came over the wire, its target not decoded.</summary>
internal sealed record RecordedRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public override string ToString() => $"{Method} {Target}";
}
