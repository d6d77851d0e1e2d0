using Connect.Configuration;
using Connect.Connectors;

namespace Connect.Runtime.Configuration.Validation;

/// <summary>A worker that has nothing to add: the standalone one.</summary>
internal sealed class NoFurtherCheck : IConnectorConfigCheck
{
    public static readonly NoFurtherCheck Instance = new();

    public bool SourcesHaveConsumers => false;

    public void Check(IConnector connector, IReadOnlyDictionary<string, string?> config, ConfigValidationResult result)
    {
    }
}
