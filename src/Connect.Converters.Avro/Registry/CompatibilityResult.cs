namespace Connect.Converters.Avro.Registry;

/// <summary>Whether a schema may become the next version of a subject.</summary>
/// <param name="IsCompatible">True when it may.</param>
/// <param name="Messages">What stands against it, in the registry's words.</param>
internal sealed record CompatibilityResult(bool IsCompatible, IReadOnlyList<string> Messages);
