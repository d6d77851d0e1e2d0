using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Connect.Tests;
using Connect.WorkerProgram.Plugins;
using Connect.WorkerProgram.Server;
using Microsoft.AspNetCore.Builder;

namespace Connect.WorkerProgram.Tests.Server;

/// <summary>The worker program's own server on an embedded broker, with properties as a user writes them.</summary>
internal sealed class WorkerServer(WebApplication app) : IAsyncDisposable
{
    public IServiceProvider Services => app.Services;

    public static async Task<WorkerServer> StartAsync(params (string Key, string? Value)[] properties)
    {
        var all = new Dictionary<string, string?>
        {
            ["bootstrap.servers"] = $"embedded:{RandomNames.Topic()}",
            ["key.converter"] = "StringConverter",
            ["value.converter"] = "StringConverter",
        };
        foreach (var (key, value) in properties)
            all[key] = value;
        var resolved = await WorkerVariables.ResolveAsync(all, []);
        var app = WorkerCommand.Build(all, PluginFolders.Load(all).Plugins, RestServerConfig.Parse(resolved));
        await app.StartAsync();
        return new WorkerServer(app);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static X509Certificate2 Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(40), DateTimeOffset.UnixEpoch.AddYears(100));
    }

    public static string Pem(X509Certificate2 certificate) =>
        certificate.ExportCertificatePem() + "\n" + certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() + "\n";

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
