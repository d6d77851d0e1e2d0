using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Connect.Integration.Tests.Avro;

/// <summary>An address that leads to a server while it is open, and refuses connections while it is closed.</summary>
internal sealed class Gate : IAsyncDisposable
{
    private readonly Uri _target;
    private readonly int _port;
    private readonly ConcurrentDictionary<TcpClient, bool> _connections = new();
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    public Gate(string target)
    {
        _target = new Uri(target);
        Open();
        _port = ((IPEndPoint)_listener!.LocalEndpoint).Port;
    }

    public string Url => new UriBuilder(_target) { Port = _port }.Uri.ToString();

    public void Open()
    {
        _listener = new TcpListener(IPAddress.Loopback, _port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    public async Task CloseAsync()
    {
        _listener?.Stop();
        await _accepting;
        foreach (var connection in _connections.Keys)
            connection.Dispose();
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
                _ = ForwardAsync(await listener.AcceptTcpClientAsync());
        }
        catch (SocketException)
        {
            // Closed.
        }
        catch (ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using var server = new TcpClient();
        _connections[client] = _connections[server] = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target.Port);
            await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
        }
        catch (SocketException)
        {
            // The server is away: so is this connection.
        }
        catch (ObjectDisposedException)
        {
            // Closed while it was being connected.
        }
        finally
        {
            client.Dispose();
            _connections.TryRemove(client, out _);
            _connections.TryRemove(server, out _);
        }
    }
}
