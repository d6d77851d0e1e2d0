using System.Globalization;
using Connect.Runtime.Configuration;
using Connect.Runtime.Herding;
using Microsoft.AspNetCore.Http;

namespace Connect.AspNetCore;

/// <summary>Limits the number of concurrent changes: further requests are refused, so that they do not pile up.</summary>
/// <remarks>Validations count too, because they run code of connectors. Reads do not.</remarks>
internal sealed class WriteLimit
{
    private const int RetrySeconds = 1;
    private int _running;

    /// <summary>Runs a handler, or answers 429.</summary>
    public async Task RunAsync(RestRequest request, Func<RestRequest, Task> handle)
    {
        var most = (request.Herder as KafkaConnect)?.MaxConcurrentWrites ?? WorkerKeys.DefaultMaxConcurrentWrites;
        if (Interlocked.Increment(ref _running) <= most)
        {
            try
            {
                await handle(request);
            }
            finally
            {
                Interlocked.Decrement(ref _running);
            }

            return;
        }

        Interlocked.Decrement(ref _running);
        request.SetHeader("Retry-After", RetrySeconds.ToString(CultureInfo.InvariantCulture));
        throw new RestException(
            StatusCodes.Status429TooManyRequests,
            $"The worker is already processing {most} changes, the maximum ({WorkerKeys.RestMaxConcurrentWrites}). Nothing was changed; retry in "
                + $"{RetrySeconds} second.");
    }
}
