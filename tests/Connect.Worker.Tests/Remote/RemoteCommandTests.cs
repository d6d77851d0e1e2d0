using System.Text.Json.Nodes;
using Connect.Tests;
using Connect.WorkerProgram.Remote;
using Connect.WorkerProgram.Tests.Server;

namespace Connect.WorkerProgram.Tests.Remote;

[CancelAfter(120_000)]
public sealed class RemoteCommandTests
{
    private DirectoryInfo _folder = null!;
    private WorkerServer _server = null!;
    private string _url = "";

    [SetUp]
    public async Task StartWorker()
    {
        _folder = Directory.CreateTempSubdirectory("connect-remote-");
        var port = WorkerServer.FreePort();
        _url = $"http://127.0.0.1:{port}";
        _server = await WorkerServer.StartAsync(("listeners", _url));
    }

    [TearDown]
    public async Task StopWorker()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Test]
    public async Task A_connector_is_created_watched_paused_stopped_reset_and_deleted(CancellationToken cancellationToken)
    {
        var file = Write("lines.properties", "name=my lines\nconnector.class=FileStreamSource\ntopic=t\nfile=/tmp/none\n");
        Assert.That((await RunAsync("create", file)).Text, Does.StartWith("Connector 'my lines' was created"));
        await Eventually.Async(
            async () => (await RunAsync("list")).Text.Contains("1 RUNNING", StringComparison.Ordinal), "the task runs",
            cancellationToken: cancellationToken);
        Assert.That(
            (await RunAsync("list")).Text,
            Does.Match(@"^NAME +TYPE +STATE +TASKS +CLASS\r?\nmy lines +source +RUNNING +1 RUNNING +FileStreamSource\r?\n$"));
        Assert.That((await RunAsync("status", "my lines")).Text, Does.Contain("connector  RUNNING").And.Contain("task 0"));
        Assert.That((await RunAsync("logs", "--connector", "my lines", "--lines", "50")).Text, Does.Match(@"\d+Z INFO .*my lines"));
        Assert.That((await RunAsync("logs", "--connector", "none")).Code, Is.EqualTo(ExitCodes.Refused));
        Assert.That((await RunAsync("restart", "my lines", "--tasks")).Code, Is.Zero);
        Assert.That((await RunAsync("pause", "my lines")).Text, Does.Contain("will be paused"));
        Assert.That((await RunAsync("offsets", "my lines", "--reset")).Code, Is.EqualTo(ExitCodes.Refused), "it has to be stopped");
        Assert.That((await RunAsync("stop", "my lines")).Code, Is.Zero);
        Assert.That((await RunAsync("offsets", "my lines", "--reset")).Text, Does.Contain("reset successfully"));
        Assert.That((await RunAsync("offsets", "my lines")).Text.Trim(), Is.EqualTo("PARTITION  OFFSET"));
        Assert.That((await RunAsync("delete", "my lines")).Code, Is.Zero);
        Assert.That(JsonNode.Parse((await RunAsync("list", "--json")).Text)!.AsObject(), Is.Empty);
    }

    [Test]
    public async Task A_validation_lists_what_is_wrong_and_its_exit_code_says_so()
    {
        var bad = await RunAsync("validate", Write("bad.json", """{"name":"x","connector.class":"FileStreamSource","batch.size":"many"}"""));
        var good = await RunAsync("validate", Write("good.json", """{"name":"x","connector.class":"FileStreamSource","topic":"t"}"""));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(bad.Code, Is.EqualTo(ExitCodes.Refused));
            Assert.That(bad.Text, Does.Contain("Missing required configuration \"topic\"").And.Contain("batch.size"));
            Assert.That(good, Is.EqualTo((ExitCodes.Success, $"The configuration of 'x' is valid.{Environment.NewLine}")));
        }
    }

    [Test]
    public async Task Levels_of_loggers_are_set_and_shown()
    {
        Assert.That((await RunAsync("logs", "a.b", "DEBUG")).Text, Does.StartWith("1 loggers changed"));
        Assert.That((await RunAsync("logs", "a.")).Text, Does.Contain("a.b").And.Contain("DEBUG").And.Not.Contain("root"));
    }

    [TestCase("status", "none", ExitCodes.Refused, "No status found for connector none")]
    [TestCase("status", "", 1, "needs one NAME")]
    [TestCase("list", "--colour", 1, "--colour")]
    public async Task What_cannot_be_done_is_said(string command, string argument, int code, string text)
    {
        var (actual, message) = argument.Length == 0 ? await RunAsync(command) : await RunAsync(command, argument);
        Assert.That((actual, message), Is.EqualTo((code, message)));
        Assert.That(message, Does.Contain(text));
    }

    [Test]
    public async Task A_worker_that_is_not_there_is_named()
    {
        var (code, message) = await RunAsync("list", "--url", $"http://127.0.0.1:{WorkerServer.FreePort()}");
        Assert.That(code, Is.EqualTo(ExitCodes.Unreachable));
        Assert.That(message, Does.Contain("cannot be reached"));
    }

    private async Task<(int Code, string Text)> RunAsync(params string[] words)
    {
        await using var output = new StringWriter();
        try
        {
            var arguments = new RemoteArguments(words.Contains("--url") ? words : [.. words, "--url", _url]);
            using var worker = new RemoteWorker(arguments.Url, arguments.User);
            return (await worker.RunAsync(arguments, output, CancellationToken.None), output.ToString());
        }
        catch (RemoteException exception)
        {
            return (exception.ExitCode, exception.Message);
        }
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, text);
        return file;
    }
}
