using Connect.Configuration;
using Connect.Connectors;
using Connect.Transforms;

namespace ReversePlugin;

/// <summary>A transform for a plugin folder: turns texts around. A worker with this folder below its <c>plugin.path</c> knows it as
/// <c>ReversePlugin.Reverse</c> and <c>Reverse</c>.</summary>
public sealed class Reverse(IReadOnlyDictionary<string, string?> config) : ITransform<ConnectRecord>
{
    private readonly bool _keys = Config.Parse(config).GetBoolean("keys");

    public static ConfigDef Config { get; } = new ConfigDef().Define(
        "keys", ConfigType.Boolean, false, ConfigImportance.Low, "Whether keys are turned around too.");

    public ConnectRecord? Apply(ConnectRecord record) => _keys
        ? record with { Key = Turn(record.Key), Value = Turn(record.Value) }
        : record with { Value = Turn(record.Value) };

    private static object? Turn(object? value) => value is string text ? new string([.. text.Reverse()]) : value;
}
