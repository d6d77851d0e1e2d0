namespace Connect.Runtime.Storage;

/// <summary>The offset stores of one worker.</summary>
/// <remarks>Safe for use from several threads. What it hands out belongs to it.</remarks>
internal interface IOffsetStores : IAsyncDisposable
{
    /// <summary>Opens the worker's own store and reads what is there.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ConnectException">It cannot be read; the worker does not start.</exception>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Finds the store in which the offsets of a source connector are.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="config">Its configuration, variables resolved.</param>
    IOffsetStore For(string connector, IReadOnlyDictionary<string, string?> config);
}
