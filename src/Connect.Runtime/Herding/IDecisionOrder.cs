namespace Connect.Runtime.Herding;

/// <summary>Runs decisions about connectors; those about the same connector one after the other.</summary>
/// <remarks>Thread-safe.</remarks>
internal interface IDecisionOrder
{
    /// <summary>Runs a decision in its turn.</summary>
    /// <param name="connector">The connector that it is about.</param>
    /// <param name="decide">The decision.</param>
    /// <param name="cancellationToken">Stops waiting; the decision is made anyway, unless it was not accepted yet.</param>
    /// <exception cref="ObjectDisposedException">The worker is shutting down.</exception>
    Task<T> DecideAsync<T>(string connector, Func<Task<T>> decide, CancellationToken cancellationToken);
}
