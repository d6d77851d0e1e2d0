namespace Connect.Runtime.Configuration;

/// <summary>What a connector gets when it names no plugin of its own, and which version of whatever it gets.</summary>
/// <param name="ClassName">The class; null for none.</param>
/// <param name="Version">The version; null if it is not known.</param>
internal sealed record PluginDefault(string? ClassName, string? Version)
{
    public static readonly PluginDefault None = new(null, null);
}
