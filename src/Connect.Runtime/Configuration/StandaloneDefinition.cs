using Connect.Configuration;

namespace Connect.Runtime.Configuration;

/// <summary>What a standalone worker can be configured with.</summary>
internal static class StandaloneDefinition
{
    /// <summary>The definition, complete.</summary>
    public static ConfigDef Instance { get; } = WorkerDefinition.Create()
            .Define(WorkerKeys.OffsetStorageFileFilename, ConfigType.String, ConfigImportance.High, "The file that stores source offsets.");
}
