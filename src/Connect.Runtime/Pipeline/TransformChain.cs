using Connect.Connectors;
using Connect.Runtime.Errors;

namespace Connect.Runtime.Pipeline;

/// <summary>The transforms of one task, in order.</summary>
/// <remarks>Corresponds to <c>TransformationChain</c>.</remarks>
internal sealed class TransformChain(IReadOnlyList<PredicatedTransform> steps, RetryWithTolerance retry) : IDisposable
{
    /// <summary>Whether there is no transform at all.</summary>
    public bool IsEmpty => steps.Count == 0;

    /// <summary>The transforms.</summary>
    public IReadOnlyList<PredicatedTransform> Steps => steps;

    /// <summary>Applies the transforms to a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Ends the wait between attempts.</param>
    /// <returns>The transformed record; null if it is dropped or skipped.</returns>
    /// <exception cref="ConnectException">An error that is not tolerated.</exception>
    public async ValueTask<ConnectRecord?> ApplyAsync(ConnectRecord record, CancellationToken cancellationToken)
    {
        foreach (var step in steps)
        {
            var attempt = await retry.ExecuteAsync(
                Stage.Transformation,
                step.ClassName,
                (Step: step, Record: record),
                static (state, _) => ValueTask.FromResult(state.Step.Apply(state.Record)),
                cancellationToken).ConfigureAwait(false);
            if (attempt.IsSkipped || attempt.Value is not { } changed)
                return null;
            record = changed;
        }

        return record;
    }

    /// <summary>Disposes transforms and predicates.</summary>
    public void Dispose()
    {
        foreach (var step in steps)
        {
            (step.Transform as IDisposable)?.Dispose();
            (step.Predicate as IDisposable)?.Dispose();
        }
    }
}
