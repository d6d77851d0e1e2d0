using Confluent.Kafka;

namespace Connect.Runtime.Kafka.Administration;

/// <summary>An administrator, and the client whose connections it uses where these are not its own.</summary>
/// <param name="client">The administrator.</param>
/// <param name="owner">The client underneath; null for none.</param>
internal sealed class AdminHandle(IAdminClient client, IDisposable? owner) : IDisposable
{
    private readonly TaskCompletionSource _discarded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The administrator.</summary>
    public IAdminClient Client => client;

    /// <summary>Whether it is not to be used any more.</summary>
    public bool IsDiscarded => _discarded.Task.IsCompleted;

    /// <summary>Completes when it is not to be used any more: calls that are under way on it are never answered.</summary>
    public Task Discarded => _discarded.Task;

    /// <summary>Says that it is not to be used any more.</summary>
    public void Discard() => _discarded.TrySetResult();

    /// <inheritdoc/>
    public void Dispose()
    {
        client.Dispose();
        owner?.Dispose();
    }
}
