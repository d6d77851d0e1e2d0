using Connect.Plugins;

namespace Connect.Runtime;

/// <summary>A plugin as <c>GET /connector-plugins</c> shows it.</summary>
/// <param name="ClassName">Its canonical class name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Version">Its version; null when it has none.</param>
public sealed record PluginInfo(string ClassName, PluginKind Kind, string? Version);
