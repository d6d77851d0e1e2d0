using Connect.Plugins;

namespace Connect.Runtime;

/// <summary>A plugin, as shown by <c>GET /connector-plugins</c>.</summary>
/// <param name="ClassName">Its canonical class name.</param>
/// <param name="Kind">The kind of plugin.</param>
/// <param name="Version">Its version; null if it has none.</param>
public sealed record PluginInfo(string ClassName, PluginKind Kind, string? Version);
