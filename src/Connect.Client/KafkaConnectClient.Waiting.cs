using System.Net;

namespace Connect.Client;

/// <summary>Methods that wait for the effect of a request, for tests and deployments.</summary> <content>They retry while the worker is unreachable
/// or rebalancing.</content>
public sealed partial class KafkaConnectClient
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until a connector and all of its tasks are in a state.</summary>
    /// <remarks><see cref="ConnectorState.Stopped"/>: the connector is stopped and has no tasks. <see cref="ConnectorState.Failed"/>: the connector
    /// or a task has failed. If the connector does not exist yet, waits for it.</remarks>
    /// <param name="connector">The connector's name.</param>
    /// <param name="state">The state.</param>
    /// <param name="timeout">How long to wait; null for one minute.</param>
    /// <param name="minTasks">The minimum number of tasks: a new connector has none for a moment. Ignored for <see cref="ConnectorState.Stopped"/>
    /// and <see cref="ConnectorState.Failed"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The status when the state was reached.</returns>
    /// <exception cref="KafkaConnectException">The connector or a task has failed while waiting for another state, or the worker returned an
    /// error.</exception>
    /// <exception cref="TimeoutException">The time has run out. The message contains the last status.</exception>
    public async Task<ConnectorStatus> WaitForStateAsync(
        string connector, ConnectorState state, TimeSpan? timeout = null, int minTasks = 1, CancellationToken cancellationToken = default)
    {
        ConnectorStatus? last = null;
        await WaitAsync(
            async token =>
            {
                try
                {
                    last = await GetStatusAsync(connector, token).ConfigureAwait(false);
                }
                catch (KafkaConnectException exception) when (exception.Status == HttpStatusCode.NotFound)
                {
                    return false;
                }

                if (state != ConnectorState.Failed && FailureOf(last) is { } failure)
                    throw new KafkaConnectException(HttpStatusCode.OK, failure);
                return IsIn(last, state, minTasks);
            },
            timeout,
            () => $"Connector '{connector}' is not {state.ToString().ToUpperInvariant()}: "
                + $"{(last is null ? "the worker does not know it" : TextOf(last))}.",
            cancellationToken).ConfigureAwait(false);
        return last!;
    }

    /// <summary>Waits until a connector no longer exists.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="timeout">How long to wait; null for one minute.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="KafkaConnectException">The worker returned an error.</exception>
    /// <exception cref="TimeoutException">The time has run out.</exception>
    public Task WaitForDeletionAsync(string connector, TimeSpan? timeout = null, CancellationToken cancellationToken = default) => WaitAsync(
        async token => !(await GetConnectorsAsync(token).ConfigureAwait(false)).Contains(connector),
        timeout,
        () => $"Connector '{connector}' still exists.",
        cancellationToken);

    /// <summary>Waits until the worker has started and answers.</summary>
    /// <param name="timeout">How long to wait; null for one minute.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="KafkaConnectException">The worker returned an error.</exception>
    /// <exception cref="TimeoutException">The time has run out.</exception>
    public Task WaitUntilReadyAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) => WaitAsync(
        async token =>
        {
            try
            {
                // Unlike /health, every version has it, and it needs the leader's answer to be well.
                await GetConnectorsAsync(token).ConfigureAwait(false);
                return true;
            }
            catch (KafkaConnectException exception) when (exception.Status is HttpStatusCode.NotFound or HttpStatusCode.InternalServerError)
            {
                return false;
            }
        },
        timeout,
        () => "The worker is not ready.",
        cancellationToken);

    private async Task WaitAsync(
        Func<CancellationToken, Task<bool>> condition, TimeSpan? timeout, Func<string> message, CancellationToken cancellationToken)
    {
        Exception? reason = null;
        using var deadline = new CancellationTokenSource(timeout ?? DefaultTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            while (true)
            {
                var delay = Pause;
                try
                {
                    if (await condition(either.Token).ConfigureAwait(false))
                        return;
                    reason = null;
                }
                catch (KafkaConnectException exception) when (exception.IsTransient)
                {
                    reason = exception;
                    delay = exception.RetryAfter ?? Pause;
                }
                catch (HttpRequestException exception) when (exception.HttpRequestError != HttpRequestError.InvalidResponse
                    || exception.StatusCode is null)
                {
                    reason = exception;
                }

                await Task.Delay(delay, _time, either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(reason is null ? message() : $"{message()} {reason.Message}", reason);
        }
    }

    private static bool IsIn(ConnectorStatus status, ConnectorState state, int minTasks) => state switch
    {
        ConnectorState.Failed => FailureOf(status) is not null,
        ConnectorState.Stopped => status.Connector.State == state && status.Tasks.Count == 0,
        _ => status.Connector.State == state && status.Tasks.Count >= minTasks && status.Tasks.All(task => task.State == state),
    };

    private static string? FailureOf(ConnectorStatus status)
    {
        if (status.Connector.State == ConnectorState.Failed)
            return $"Connector '{status.Name}' has failed: {status.Connector.Trace}";
        var task = status.Tasks.FirstOrDefault(task => task.State == ConnectorState.Failed);
        return task is null ? null : $"Task {task.Id} of connector '{status.Name}' has failed: {task.Trace}";
    }

    private static string TextOf(ConnectorStatus status) =>
        $"it is {status.Connector.State.ToString().ToUpperInvariant()}, its tasks are "
            + $"[{string.Join(", ", status.Tasks.Select(task => task.State.ToString().ToUpperInvariant()))}]";
}
