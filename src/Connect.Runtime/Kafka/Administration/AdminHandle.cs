using Confluent.Kafka;

namespace Connect.Runtime.Kafka.Administration;

/// <summary>An administrator, and the client whose connections it uses where these are not its own.</summary>
/// <param name="client">The administrator.</param>
/// <param name="owner">The client underneath; null for none.</param>
internal sealed class AdminHandle(IAdminClient client, IDisposable? owner) : IDisposable
{
    /// <summary>The administrator.</summary>
    public IAdminClient Client => client;

    /// <summary>Whether it is not to be used any more.</summary>
    public bool IsDiscarded { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        client.Dispose();
        owner?.Dispose();
    }
}
