using Connect.Connectors;
using Connect.Runtime.Errors;

namespace Connect.Runtime.Pipeline;

/// <summary>The transforms of one task, in order.</summary>
/// <remarks>Corresponds to <c>TransformationChain</c>.</remarks>
internal sealed class TransformChain(IReadOnlyList<PredicatedTransform> steps, RetryWithTolerance retry) : IDisposable
{
    private readonly PredicatedTransform[] _steps = [.. steps];

    /// <summary>Whether there is no transform at all.</summary>
    public bool IsEmpty => _steps.Length == 0;

    /// <summary>The transforms.</summary>
    public IReadOnlyList<PredicatedTransform> Steps => _steps;

    /// <summary>Applies the transforms to a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Ends the wait between attempts.</param>
    /// <returns>The transformed record; null if it is dropped or skipped.</returns>
    /// <exception cref="ConnectException">An error that is not tolerated.</exception>
    public ValueTask<ConnectRecord?> ApplyAsync(ConnectRecord record, CancellationToken cancellationToken) =>
        ApplyAsync(record, 0, cancellationToken);

    /// <summary>Disposes transforms and predicates.</summary>
    public void Dispose()
    {
        foreach (var step in _steps)
        {
            (step.Transform as IDisposable)?.Dispose();
            (step.Predicate as IDisposable)?.Dispose();
        }
    }

    // A state machine is needed only where a transform fails.
    private ValueTask<ConnectRecord?> ApplyAsync(ConnectRecord record, int first, CancellationToken cancellationToken)
    {
        for (var i = first; i < _steps.Length; i++)
        {
            ConnectRecord? changed;
            try
            {
                changed = _steps[i].Apply(record);
            }
            catch (Exception e)
            {
                return ContinueAsync(ValueTask.FromException<ConnectRecord?>(e), record, i, cancellationToken);
            }

            if (changed is null)
                return default;
            record = changed;
        }

        return new(record);
    }

    private async ValueTask<ConnectRecord?> ContinueAsync(
        ValueTask<ConnectRecord?> failed, ConnectRecord record, int index, CancellationToken cancellationToken)
    {
        var attempt = await retry.ContinueAsync(
            failed,
            Stage.Transformation,
            _steps[index].ClassName,
            (Step: _steps[index], Record: record),
            static (state, _) => ValueTask.FromResult(state.Step.Apply(state.Record)),
            cancellationToken).ConfigureAwait(false);
        return attempt.IsSkipped || attempt.Value is not { } changed
            ? null : await ApplyAsync(changed, index + 1, cancellationToken).ConfigureAwait(false);
    }
}
