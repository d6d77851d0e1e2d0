using Connect.Connectors;

namespace Connect.Runtime.Herding.Distributed;

/// <summary>Sends requests to other workers of the cluster.</summary>
/// <remarks>Thread-safe.</remarks>
internal interface IWorkerLink : IDisposable
{
    /// <summary>Sends a request and returns the response, whatever its status code.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="HttpRequestException">There was no response.</exception>
    Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken);

    /// <summary>Sends the task configurations of a connector that runs on this worker to the leader: <c>POST /connectors/{name}/tasks</c>,
    /// signed.</summary>
    /// <param name="url">The advertised URL of the leader's REST API.</param>
    /// <param name="connector">The connector.</param>
    /// <param name="tasks">The tasks' configurations.</param>
    /// <param name="sign">Signs the body.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="WorkerLinkException">The leader refused the request, or there was no response.</exception>
    Task PutTaskConfigsAsync(string url, string connector, IReadOnlyList<TaskConfig> tasks, Func<ReadOnlyMemory<byte>, InternalSignature> sign,
        CancellationToken cancellationToken);

    /// <summary>Asks another worker to execute a call of this worker's application: <c>POST /internal/calls</c>, signed.</summary>
    /// <param name="url">The advertised URL of that worker's REST API.</param>
    /// <param name="call">The call as JSON.</param>
    /// <param name="signature">The signature of the call.</param>
    /// <param name="cancellationToken">Cancels the wait; the call may still be executed.</param>
    /// <returns>The answer as JSON.</returns>
    /// <exception cref="WorkerLinkException">The other worker refused the request, or there was no response.</exception>
    Task<byte[]> CallAsync(string url, ReadOnlyMemory<byte> call, InternalSignature signature, CancellationToken cancellationToken);

    /// <summary>Asks the leader to fence the producers of a connector's previous tasks: <c>PUT /connectors/{name}/fence</c>, signed.</summary>
    /// <param name="url">The advertised URL of the leader's REST API.</param>
    /// <param name="connector">The connector.</param>
    /// <param name="sign">Signs the body.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="WorkerLinkException">The leader refused the request, or there was no response.</exception>
    Task FenceAsync(string url, string connector, Func<ReadOnlyMemory<byte>, InternalSignature> sign, CancellationToken cancellationToken);
}
