using Connect.Converters.Json;
using Connect.Plugins;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Providers;
using Connect.Runtime.Configuration.Validation;
using Connect.Runtime.Herding;
using Connect.Runtime.Herding.Distributed;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Administration;
using Connect.Runtime.Kafka.Logs;
using Connect.Runtime.Kafka.Membership;
using Connect.Runtime.Plugins;
using Connect.Runtime.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connect.Runtime.Hosting;

/// <summary>Checks the topics of a Java Connect cluster before workers of this library replace its workers, and reports what would not run. Changes
/// nothing.</summary>
/// <remarks>1. The worker's settings. 2. The group: whether it has members. 3. The topics and the permissions on them. 4. The offsets. 5. Each
/// connector: it is validated as if it were created here.</remarks>
/// <param name="services">The services of a worker that has not been started.</param>
internal sealed class TakeoverCheck(IServiceProvider services)
{
    private readonly List<TakeoverFinding> _findings = [];
    private readonly ConnectWorkerOptions _options = services.GetRequiredService<IOptions<ConnectWorkerOptions>>().Value;
    private readonly ILoggerFactory _loggers = services.GetRequiredService<ILoggerFactory>();
    private readonly KafkaClients _clients = (KafkaClients)services.GetRequiredKeyedService<IKafkaClients>(Options.DefaultName);

    /// <summary>Runs all checks.</summary>
    /// <param name="cancellationToken">Cancels the checks.</param>
    /// <exception cref="ConnectException">Kafka cannot be reached or refuses a request.</exception>
    public async Task<IReadOnlyList<TakeoverFinding>> RunAsync(CancellationToken cancellationToken)
    {
        var registry = new PluginRegistry(services.GetKeyedServices<PluginDescriptor>(Options.DefaultName), services) { AddedBy = _options.AddedBy };
        var raw = _options.ToProperties("connect");
        var variables = new ConfigTransformer(ConfigProviders.Create(raw, registry, services), services.GetService<ResolvedSecrets>());
        await using (variables.ConfigureAwait(false))
        {
            var properties = (await variables.TransformAsync(raw, cancellationToken).ConfigureAwait(false)).Data;
            if (!CheckSettings(properties, registry))
                return _findings;
            var membership = MembershipConfig.Of(properties);
            await CheckGroupAsync(membership, cancellationToken).ConfigureAwait(false);
            var topics = await CheckTopicsAsync(properties, membership, cancellationToken).ConfigureAwait(false);
            if (topics.Contains(InternalTopic.Offsets(properties).Name))
                await CheckOffsetsAsync(properties, cancellationToken).ConfigureAwait(false);
            if (topics.Contains(InternalTopic.Configs(properties).Name))
                await CheckConnectorsAsync(properties, membership, registry, variables, cancellationToken).ConfigureAwait(false);
        }

        return _findings;
    }

    private void Add(TakeoverSeverity severity, string subject, string text) => _findings.Add(new TakeoverFinding(severity, subject, text));

    private bool CheckSettings(IReadOnlyDictionary<string, string?> properties, PluginRegistry registry)
    {
        try
        {
            WorkerConfig.Parse(properties, new PluginClasses(registry), _options);
        }
        catch (ConfigException e)
        {
            Add(TakeoverSeverity.Blocker, "worker", e.Message);
            return false;
        }

        var keys = WorkerConfig.FindKeysWithoutEffect(properties, _options).ToArray();
        foreach (var (key, reason) in keys)
            Add(TakeoverSeverity.Warning, "worker", $"The setting '{key}' has no effect, or less than in Kafka Connect: {reason}");
        if (keys.Length == 0)
            Add(TakeoverSeverity.Fine, "worker", "Every setting is known.");
        return true;
    }

    private async Task CheckGroupAsync(MembershipConfig membership, CancellationToken cancellationToken)
    {
        var subject = $"group {membership.GroupId}";
        var describer = _clients.ForCluster(membership).CreateDescriber();
        await using (describer.ConfigureAwait(false))
        {
            try
            {
                var group = await describer.DescribeAsync(cancellationToken).ConfigureAwait(false);
                if (group.State == GroupState.Foreign)
                    Add(TakeoverSeverity.Warning, subject,
                        "It has workers of Apache Kafka Connect. Stop all of them before you start the first worker of this kind: the broker admits "
                            + "only one kind to a group.");
                else if (group.OtherMembers.Count > 0)
                    Add(TakeoverSeverity.Blocker, subject,
                        $"It has members that are not workers: {string.Join(", ", group.OtherMembers)}. Only the cluster's workers may use the "
                            + "group.");
                else
                    Add(TakeoverSeverity.Fine, subject, group.Members.Count == 0
                        ? "It has no members." : $"It has {group.Members.Count} workers of this kind.");
            }
            catch (KafkaClientException e)
            {
                Add(e.Kind == KafkaErrorKind.NotAuthorized
                    ? TakeoverSeverity.Blocker
                    : TakeoverSeverity.Warning, subject, $"It cannot be described: {e.Message} The workers need Read and Describe on it.");
            }
        }
    }

    /// <returns>The topics that exist and can be read.</returns>
    private async Task<IReadOnlyCollection<string>> CheckTopicsAsync(
        IReadOnlyDictionary<string, string?> properties, MembershipConfig membership, CancellationToken cancellationToken)
    {
        var internals = new InternalClientConfigs(properties);
        var admin = ((ILogClients)_clients).CreateAdmin(internals.Admin());
        var access = _clients.CreateAccessCheck(internals.Admin());
        await using (admin.ConfigureAwait(false))
        await using (access.ConfigureAwait(false))
        {
            InternalTopic[] topics = [InternalTopic.Configs(properties), InternalTopic.Offsets(properties), InternalTopic.Statuses(properties)];
            var readable = new HashSet<string>(StringComparer.Ordinal);
            foreach (var name in (string[])[.. topics.Select(topic => topic.Name), membership.CoordinationTopic])
            {
                if (await CheckTopicAsync(admin, access, name, Array.Find(topics, topic => topic.Name == name), cancellationToken)
                    .ConfigureAwait(false))
                    readable.Add(name);
            }

            await CheckRightsAsync(access, membership, cancellationToken).ConfigureAwait(false);
            return readable;
        }
    }

    /// <summary>Checks a topic.</summary>
    /// <param name="admin">Describes it.</param>
    /// <param name="access">Asks for the permissions on it.</param>
    /// <param name="name">The topic.</param>
    /// <param name="topic">What it is for; null for the coordination topic.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>Whether it exists and can be read.</returns>
    private async Task<bool> CheckTopicAsync(
        IKafkaAdmin admin, IAccessCheck access, string name, InternalTopic? topic, CancellationToken cancellationToken)
    {
        var subject = $"topic {name}";
        var before = _findings.Count;
        try
        {
            var found = await admin.DescribeTopicsAsync([name], cancellationToken).ConfigureAwait(false);
            if (!found.TryGetValue(name, out var description))
            {
                AddMissing(subject, topic);
                return false;
            }

            var partitions = description.Partitions;
            if (topic?.IsSingle != false && partitions != 1)
                Add(TakeoverSeverity.Blocker, subject, $"It has {partitions} partitions and must have one.");
            await CheckPolicyAsync(admin, name, cancellationToken).ConfigureAwait(false);
            var missing = await access.FindMissingOfTopicAsync(name, cancellationToken).ConfigureAwait(false);
            if (missing.Count > 0)
                Add(TakeoverSeverity.Blocker, subject, $"The worker's principal lacks {string.Join(", ", missing)} on it.");
            else if (_findings.Count == before)
                Add(TakeoverSeverity.Fine, subject,
                    $"It has {partitions} partition{(partitions == 1 ? "" : "s")}, is compacted, and can be read and written.");
            return !missing.Contains("Read");
        }
        catch (KafkaClientException e) when (e.Kind == KafkaErrorKind.NotAuthorized)
        {
            // Brokers answer this for topics that do not exist, too.
            Add(TakeoverSeverity.Blocker, subject,
                "The worker's principal lacks Describe on it, so it cannot be checked. The workers need Read, Write, Describe and, if it does not "
                    + "exist yet, Create on it.");
            return false;
        }
    }

    private void AddMissing(string subject, InternalTopic? topic)
    {
        if (topic is null)
            Add(TakeoverSeverity.Fine, subject, "It does not exist. The first worker creates it, and needs Create on the topic or the cluster.");
        else
            Add(TakeoverSeverity.Warning, subject,
                $"It does not exist, so there is nothing to take over. Does {topic.Key} name the topic of the Java workers?");
    }

    private async Task CheckPolicyAsync(IKafkaAdmin admin, string name, CancellationToken cancellationToken)
    {
        var subject = $"topic {name}";
        try
        {
            var policy = (await admin.DescribeTopicConfigAsync(name, cancellationToken).ConfigureAwait(false)).GetValueOrDefault("cleanup.policy");
            if (policy is not null && policy != "compact")
                Add(TakeoverSeverity.Blocker, subject, $"Its cleanup.policy is {policy} and must be compact: otherwise Kafka deletes its records.");
        }
        catch (KafkaClientException e)
        {
            Add(TakeoverSeverity.Warning, subject,
                "Its cleanup.policy cannot be read and is not checked: it must be compact. Reading it needs DescribeConfigs on the topic. "
                    + e.Message);
        }
    }

    private async Task CheckRightsAsync(IAccessCheck access, MembershipConfig membership, CancellationToken cancellationToken)
    {
        try
        {
            if (await access.FindMissingOfGroupAsync(membership.GroupId, cancellationToken).ConfigureAwait(false) is { Count: > 0 } missing)
                Add(TakeoverSeverity.Blocker, $"group {membership.GroupId}", $"The worker's principal lacks {string.Join(", ", missing)} on it.");
        }
        catch (KafkaClientException)
        {
            // A group of Java workers: CheckGroupAsync has reported it.
        }

        if (!membership.HasFencing)
            return;
        var id = MembershipClientConfigs.TransactionalId(membership.GroupId);
        var subject = $"transactional id {id}";
        try
        {
            var isNamed = await access.IsTransactionalIdNamedAsync(id, cancellationToken).ConfigureAwait(false);
            if (isNamed == true)
                Add(TakeoverSeverity.Fine, subject, "An ACL allows a principal to write with it. Make sure that it is the worker's principal.");
            else
            {
                Add(
                    TakeoverSeverity.Warning, subject,
                    "No ACL for it can be seen; ACLs are shown only to a principal with Describe on the cluster. That is fine if the brokers have no "
                    + $"ACLs. Otherwise, grant the worker's principal Write and Describe on it, or set {MembershipConfig.FencingKey}=none.");
            }
        }
        catch (KafkaClientException e)
        {
            Add(TakeoverSeverity.Warning, subject,
                $"The ACLs cannot be read: {e.Message} The worker's principal needs Write and Describe on it, or "
                + $"{MembershipConfig.FencingKey}=none.");
        }
    }

    private async Task CheckOffsetsAsync(IReadOnlyDictionary<string, string?> properties, CancellationToken cancellationToken)
    {
        var topic = InternalTopic.Offsets(properties).Name;
        var (keys, odd) = (new HashSet<ByteKey>(), new List<string>());
        var log = ((ILogClients)_clients).CreateLog(topic, new InternalClientConfigs(properties).Of("offsets-check"));
        await using (log.ConfigureAwait(false))
        {
            await log.StartAsync(
                record =>
                {
                    try
                    {
                        if (record.Key is not null && InternalJson.Read(record.Key, topic) is IReadOnlyList<object?> { Count: 2 }
                            && (record.Value is null || InternalJson.Read(record.Value, topic) is not null))
                            keys.Add(new ByteKey(record.Key));
                        else
                            odd.Add($"offset {record.Offset}");
                    }
                    catch (Exception e) when (e is ConnectException or ArgumentException)
                    {
                        odd.Add($"offset {record.Offset}: {e.Message}");
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }

        if (odd.Count > 0)
            Add(TakeoverSeverity.Warning, $"topic {topic}", $"{odd.Count} records are not offsets and are skipped. The first: {odd[0]}");
        Add(TakeoverSeverity.Fine, $"topic {topic}", $"The offsets of {keys.Count} source partitions can be read.");
    }

    private async Task CheckConnectorsAsync(
        IReadOnlyDictionary<string, string?> properties, MembershipConfig membership, PluginRegistry registry, ConfigTransformer variables,
        CancellationToken cancellationToken)
    {
        var isExactlyOnce = ExactlyOnceCheck.IsEnabledIn(WorkerConfig.Parse(properties, new PluginClasses(registry), _options));
        var validator = new ConnectorValidator(
            registry,
            properties,
            variables,
            ClientConfigOverridePolicies.Create(properties, registry),
            new ClusterConfigCheck(membership.GroupId, isExactlyOnce),
            new ClientSettingsCheck(properties));
        var store = new KafkaConfigStore(
            ((ILogClients)_clients).CreateLog(InternalTopic.Configs(properties).Name, new InternalClientConfigs(properties).Of("configs-check")),
            _loggers.CreateLogger<KafkaConfigStore>());
        await using (store.ConfigureAwait(false))
        {
            await store.StartAsync(cancellationToken).ConfigureAwait(false);
            foreach (var connector in store.Snapshot.Connectors.Values)
                await CheckConnectorAsync(connector, store.Snapshot, validator, cancellationToken).ConfigureAwait(false);
            if (store.Snapshot.Connectors.IsEmpty)
                Add(TakeoverSeverity.Warning, $"topic {InternalTopic.Configs(properties).Name}", "No connector is configured.");
        }
    }

    private async Task CheckConnectorAsync(
        ConnectorConfig connector, ConfigSnapshot snapshot, ConnectorValidator validator, CancellationToken cancellationToken)
    {
        var subject = $"connector {connector.Name}";
        try
        {
            var found = await validator.ValidateAsync(connector.Properties, cancellationToken).ConfigureAwait(false);
            string[] errors =
                [.. found.Configs.SelectMany(entry => entry.Value.Errors).Concat(found.Faults.Select(fault => fault.Error))
                    .Concat(found.CreationError is null ? [] : [found.CreationError])];
            foreach (var error in errors)
                Add(TakeoverSeverity.Blocker, subject, error);
            foreach (var (key, remedy) in UnknownKeys.Find(connector.Properties, found))
                Add(TakeoverSeverity.Warning, subject, $"No setting here has the key '{key}'. {remedy}".TrimEnd());
            if (errors.Length == 0)
                Add(TakeoverSeverity.Fine, subject,
                    $"It would run, with {snapshot.TasksOf(connector.Name).Length} tasks; target state "
                        + $"{snapshot.TargetStateOf(connector.Name).ToString().ToUpperInvariant()}.");
        }
        catch (ConnectException e)
        {
            Add(TakeoverSeverity.Blocker, subject, e.Message);
        }

        if (snapshot.Inconsistent.Contains(connector.Name))
            Add(TakeoverSeverity.Warning, subject, "Some of its stored task configurations are missing. The leader stores a new set.");
    }
}
