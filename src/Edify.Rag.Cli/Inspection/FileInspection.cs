namespace Edify.Rag.Cli.Inspection;

/// <summary>Inspects files, whatever they are; one that cannot even be opened is a report too.</summary>
/// <param name="inspector">Reads them.</param>
/// <param name="passwords">Passwords to try.</param>
/// <param name="limit">The time that reading one file may take.</param>
/// <param name="filesOnly">Whether pipes and devices are refused; of a single one it is known who writes to it.</param>
internal sealed class FileInspection(IDocumentInspector inspector, IReadOnlyList<string> passwords, TimeSpan limit, bool filesOnly)
{
    // Readers keep the limit themselves. One that hangs, such as on a pipe that nobody writes to, is left behind after this.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(40);

    /// <summary>Inspects one file.</summary>
    /// <param name="path">Its path, and its name in the report.</param>
    /// <param name="onElement">Told every element; not called any more once this returns.</param>
    /// <param name="onChunk">Told every chunk; without it nothing is chunked.</param>
    /// <param name="cancellationToken">Ends the inspection at once.</param>
    public async Task<DocumentReport> InspectAsync(
        string path, Action<DocumentElement>? onElement, Action<Chunk>? onChunk, CancellationToken cancellationToken)
    {
        var gate = new Gate();
        var request = new InspectionRequest(path)
        {
            Passwords = passwords,
            OnElement = onElement is null ? null : (element, token) => gate.Pass(onElement, element, token),
            OnChunk = onChunk is null ? null : (chunk, token) => gate.Pass(onChunk, chunk, token),
        };

        // Readers work on the thread that asks them.
        var reading = Task.Run(() => OpenAndInspectAsync(request, cancellationToken), cancellationToken);
        var wait = limit < LongestWait ? limit + Grace : Timeout.InfiniteTimeSpan;
        while (true)
        {
            var passed = gate.Passed;
            try
            {
                return await reading.WaitAsync(wait, TimeProvider.System, cancellationToken);
            }
            catch (TimeoutException) when (gate.TryClose(passed))
            {
                return Unreadable(path, $"Reading '{path}' did not end; it was given up after {wait.TotalSeconds:0} s without a sign of life.");
            }
            catch (TimeoutException) when (!reading.IsCompleted)
            {
                // It is slow, or who reads the output is; it goes on.
            }
            catch (OperationCanceledException)
            {
                gate.Close();
                throw;
            }
        }
    }

    private async Task<DocumentReport> OpenAndInspectAsync(InspectionRequest request, CancellationToken cancellationToken)
    {
        FileStream file;
        try
        {
            if (string.IsNullOrWhiteSpace(request.Name)) return Unreadable(request.Name, "A path is missing.");
            if (Directory.Exists(request.Name)) return Unreadable(request.Name, $"'{request.Name}' is a directory.");
            if (filesOnly && SpecialFile.Is(request.Name)) return Unreadable(request.Name, $"'{request.Name}' is a pipe, a socket or a device, and a batch reads files only. Inspect it by itself.");
            file = new FileStream(request.Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Unreadable(request.Name, e.Message);
        }

        await using (file) return await inspector.InspectAsync(file, request, cancellationToken);
    }

    private static DocumentReport Unreadable(string path, string message) => new(path) { Error = new(null, message) };

    /// <summary>Lets elements and chunks through one at a time until it is closed.</summary>
    private sealed class Gate
    {
        private readonly Lock _lock = new();
        private bool _isClosed;

        public long Passed { get; private set; }

        public ValueTask Pass<T>(Action<T> receive, T what, CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_isClosed) throw new OperationCanceledException("The inspection was given up.");
                receive(what);
                Passed++;
            }

            return ValueTask.CompletedTask;
        }

        /// <summary>Closes if nothing passed since.</summary>
        public bool TryClose(long passed)
        {
            lock (_lock) return Passed == passed && (_isClosed = true);
        }

        public void Close()
        {
            lock (_lock) _isClosed = true;
        }
    }
}
