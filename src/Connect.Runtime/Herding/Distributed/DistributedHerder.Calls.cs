using System.Text.Json;
using Connect.Runtime.Configuration;

namespace Connect.Runtime.Herding.Distributed;

/// <summary>Calls that the application of one worker makes and another worker executes.</summary>
internal sealed partial class DistributedHerder
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Executes a call on this worker, or on the one that can execute it. Waits for a rebalance to end.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectException">The error of the worker that executed the call, or that worker could not be reached.</exception>
    public async Task<HerderAnswer> CallAsync(HerderCall call, CancellationToken cancellationToken)
    {
        var since = _parts.Clock.Now;
        while (true)
        {
            string url;
            try
            {
                return await PerformAsync(call, cancellationToken).ConfigureAwait(false);
            }
            catch (RequestTargetException elsewhere)
            {
                url = elsewhere.Url;
            }

            try
            {
                return await CallAsync(url, call, cancellationToken).ConfigureAwait(false);
            }
            catch (RequestTargetException elsewhere) when (_parts.Clock.Now - since > RebalanceTimeout)
            {
                throw new RebalanceInProgressException(elsewhere.Message, elsewhere);
            }
            catch (RequestTargetException)
            {
                // The leader has changed; this worker will read that soon.
            }
            catch (WorkerLinkException e) when (e.IsUnsent)
            {
                // The worker is gone and nothing was sent. Another worker will lead soon.
                if (_parts.Clock.Now - since > RebalanceTimeout)
                    throw new RebalanceInProgressException($"{Conflict}: {e.Message}", e);
            }

            await Task.Delay(RetryInterval, _parts.Clock.Source, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Executes a call of another worker. The answer contains the exception, if any.</summary>
    /// <param name="body">The call; its signature has been verified.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="BadRequestException">The body is not a call.</exception>
    public async Task<byte[]> AnswerAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        HerderAnswer answer;
        try
        {
            var call = JsonSerializer.Deserialize(body.Span, HerderCallJson.Default.HerderCall) ?? throw new BadRequestException("The call is null.");
            answer = await PerformAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException e)
        {
            throw new BadRequestException($"The call cannot be read: {e.Message}", e);
        }
        catch (ConnectException e)
        {
            answer = HerderAnswer.Of(e);
        }

        return JsonSerializer.SerializeToUtf8Bytes(answer, HerderCallJson.Default.HerderAnswer);
    }

    private async Task<HerderAnswer> CallAsync(string url, HerderCall call, CancellationToken cancellationToken)
    {
        var key = SessionKey
            ?? throw new RebalanceInProgressException("This worker has not read a session key yet, so it cannot sign requests to other workers.");
        var body = JsonSerializer.SerializeToUtf8Bytes(call, HerderCallJson.Default.HerderCall);
        var text = await _link.CallAsync(url, body, InternalSignature.Sign(key, _parts.Settings.SignatureAlgorithm, body), cancellationToken)
            .ConfigureAwait(false);
        var answer = JsonSerializer.Deserialize(text, HerderCallJson.Default.HerderAnswer)!;
        answer.ThrowIfFailed();

        // Let the caller see, on this worker, what the call changed.
        await RefreshAsync(cancellationToken).ConfigureAwait(false);
        return answer;
    }

    private async Task<HerderAnswer> PerformAsync(HerderCall call, CancellationToken cancellationToken)
    {
        switch (call.Operation)
        {
            case HerderOperation.PutConnector:
                var config = new ConnectorConfig(call.Connector, call.Config ?? throw new BadRequestException("The call has no configuration."));
                var basis = call.Basis is null ? null : new ConnectorConfig(call.Connector, call.Basis);
                return new HerderAnswer
                {
                    IsNew = await PutConnectorAsync(config, call.Target, call.MayReplace, basis, cancellationToken)
                    .ConfigureAwait(false)
                };
            case HerderOperation.DeleteConnector:
                await DeleteConnectorAsync(call.Connector, cancellationToken).ConfigureAwait(false);
                break;
            case HerderOperation.StopConnector:
                await StopConnectorAsync(call.Connector, cancellationToken).ConfigureAwait(false);
                break;
            case HerderOperation.RestartConnector:
                await RestartConnectorAsync(call.Connector, cancellationToken).ConfigureAwait(false);
                break;
            case HerderOperation.RestartTask:
                await RestartTaskAsync(new ConnectorTaskId(call.Connector, call.Task), cancellationToken).ConfigureAwait(false);
                break;
            case HerderOperation.Restart:
                var request = new RestartRequest(call.Connector, call.OnlyFailed, call.IncludeTasks);
                return new HerderAnswer { Status = await RestartAsync(request, cancellationToken).ConfigureAwait(false) };
            case HerderOperation.ChangeOffsets:
                return new HerderAnswer { Message = await ChangeOffsetsAsync(call.Connector, call.Offsets, cancellationToken).ConfigureAwait(false) };
            default:
                throw new BadRequestException($"The operation {call.Operation} is unknown.");
        }

        return new HerderAnswer();
    }
}
