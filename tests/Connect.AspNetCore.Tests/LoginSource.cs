using Connect.Configuration;
using Connect.Connectors;

namespace Connect.AspNetCore.Tests;

/// <summary>A source with a password, whose validation can be made to wait.</summary>
public sealed class LoginSource(ValidationGate gate) : SourceConnector<LoginTask>
{
    public override ConfigDef Config { get; } = new ConfigDef()
        .Define("user", ConfigType.String, ConfigImportance.High, "Who logs in.")
        .Define("login.password", ConfigType.Password, ConfigImportance.High, "The password.");

    public override async ValueTask<ConfigValidationResult> ValidateAsync(
        IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        if (config.GetValueOrDefault("user") == "slow")
            await gate.WaitAsync(cancellationToken);
        return await base.ValidateAsync(config, cancellationToken);
    }

    public override ValueTask StartAsync(SourceConnectorContext context, CancellationToken cancellationToken)
    {
        gate.CountStart();
        return base.StartAsync(context, cancellationToken);
    }

    public override ValueTask<IReadOnlyList<TaskConfig>> GetTaskConfigsAsync(int maxTasks, CancellationToken cancellationToken) =>
        new([new TaskConfig(new Dictionary<string, string?>(Context.Properties) { ["address"] = Context.Properties["login.password"] })]);
}

/// <summary>Its task, which has nothing to read.</summary>
public sealed class LoginTask : SourceTask
{
    public override async ValueTask<IReadOnlyList<SourceRecord>> PollAsync(CancellationToken cancellationToken)
    {
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        return [];
    }
}

/// <summary>Lets validations that wait go on, and counts starts.</summary>
public sealed class ValidationGate
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;
    private int _starts;

    public int Waiting => Volatile.Read(ref _waiting);

    public int Starts => Volatile.Read(ref _starts);

    public void Open() => _open.SetResult();

    public void CountStart() => Interlocked.Increment(ref _starts);

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _open.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
