using System.Net.Http.Headers;
using System.Text;
using Connect.Client;

namespace Connect.WorkerProgram.Remote;

/// <summary>A worker that is called over its REST API.</summary>
internal sealed class RemoteWorker : IDisposable
{
    private readonly HttpClient _http;
    private readonly KafkaConnectClient _client;

    /// <summary>Creates the client.</summary>
    /// <param name="address">The API's address, including a prefix if it has one.</param>
    /// <param name="user"><c>user:password</c>; null to send no credentials.</param>
    /// <exception cref="RemoteException">The address is not valid.</exception>
    public RemoteWorker(string address, string? user)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new RemoteException($"'{address}' is not a valid address of a worker. Use http://host:port or https://host:port.", ExitCodes.Usage);
        _http = new HttpClient { BaseAddress = uri };
        if (user is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
        _client = new KafkaConnectClient(_http);
    }

    /// <summary>Runs a command.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="RemoteException">The worker refuses or cannot be reached, or the arguments are wrong.</exception>
    public async Task<int> RunAsync(RemoteArguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            return await new RemoteCommand(_client, arguments, output).RunAsync(cancellationToken);
        }
        catch (KafkaConnectException exception)
        {
            throw new RemoteException(
                $"The worker at {_http.BaseAddress} answered with {(int)exception.Status}: {exception.Message}", ExitCodes.Refused);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.InvalidResponse)
        {
            throw new RemoteException(exception.Message, ExitCodes.Unreachable);
        }
        catch (HttpRequestException exception)
        {
            throw new RemoteException($"The worker at {_http.BaseAddress} cannot be reached: {exception.Message}", ExitCodes.Unreachable);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RemoteException(
                $"The worker at {_http.BaseAddress} did not answer within {_http.Timeout.TotalSeconds} seconds.", ExitCodes.Unreachable);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
