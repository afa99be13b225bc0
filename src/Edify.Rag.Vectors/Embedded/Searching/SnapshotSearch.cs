using Edify.Rag.Shared.Lexical;
using Edify.Rag.Shared.Vectors;
using Edify.Rag.Vectors.Embedded.Collections;
using Edify.Rag.Vectors.Embedded.Filtering;
using Edify.Rag.Vectors.Embedded.Segments;
using Edify.Rag.Vectors.Lexical;

namespace Edify.Rag.Vectors.Embedded.Searching;

/// <summary>One search of a snapshot: the legs that the query asks for, inside the filter, and their fusion.</summary>
internal sealed class SnapshotSearch
{
    private readonly IReadOnlyList<ISegment> _segments;
    private readonly Bitmap[] _admitted;
    private readonly SearchSettings _settings;
    private readonly CancellationToken _cancellationToken;

    /// <summary>Prepares a search of what the filter admits.</summary>
    public SnapshotSearch(Snapshot snapshot, VectorFilter filter, SearchSettings settings, CancellationToken cancellationToken)
    {
        _segments = snapshot.Segments;
        _admitted = [.. _segments.Select(segment => segment.Select(filter))];
        (_settings, _cancellationToken) = (settings, cancellationToken);
    }

    /// <summary>The best matches, best first, without their records.</summary>
    public IReadOnlyList<Match> Run(VectorQuery query, ReadOnlyMemory<float>? vector)
    {
        if (vector is not { } unit) return [.. Lexical(query.Text!, query.Limit).Select(hit => new Match(hit.Source, hit.Row, hit.Score, null, hit.Score))];
        if (query.Text is null) return [.. Nearest(unit, query, query.Limit).Select(hit => new Match(hit.Segment, hit.Row, hit.Score, hit.Score, null))];

        var depth = ReciprocalRankFusion.Depth(query.Limit);
        return [.. ReciprocalRankFusion
            .Fuse(
                Array.ConvertAll(Nearest(unit, query, depth), static hit => new RankedRow<Place>(new(hit.Segment, hit.Row), hit.Score)),
                [.. Lexical(query.Text, depth).Select(static hit => new RankedRow<Place>(new(hit.Source, hit.Row), hit.Score))],
                _settings.FusionK,
                query.Limit,
                Comparer<Place>.Create((left, right) => CompareIds(left.Segment, left.Row, right.Segment, right.Row)))
            .Select(static row => new Match(row.Key.Segment, row.Key.Row, row.Score, (float?)row.Similarity, row.LexicalScore))];
    }

    private Hit[] Nearest(ReadOnlyMemory<float> vector, VectorQuery query, int limit)
    {
        if (vector.IsEmpty) return [];
        var hits = new TopHits(limit, query.MinSimilarity is { } least and > -1 ? least : float.NegativeInfinity, _segments);
        for (var i = 0; i < _segments.Count; i++)
            _settings.Vectors.Search(_segments[i].Vectors, _admitted[i], vector.Span, i, hits, _cancellationToken);

        // Vectors are of unit length but for rounding; a cosine is never beyond 1.
        return Array.ConvertAll(hits.ToSorted(), static hit => hit with { Score = Math.Clamp(hit.Score, -1, 1) });
    }

    private IReadOnlyList<LexicalHit> Lexical(string text, int limit)
    {
        var query = LexicalQuery.Parse(_settings.Analyzer, text);
        var sources = _segments.Select((segment, i) => new LexicalSource(segment.Lexical, _admitted[i].Words)).ToList();
        return Bm25Search.Search(sources, query, limit, CompareIds, _settings.Bm25, _cancellationToken);
    }

    private int CompareIds(int segment, int row, int otherSegment, int otherRow) =>
        _segments[segment].Id(row).CompareTo(_segments[otherSegment].Id(otherRow));

    private readonly record struct Place(int Segment, int Row);
}

/// <summary>Where a match is, and its scores.</summary>
internal readonly record struct Match(int Segment, int Row, double Score, float? Similarity, double? LexicalScore);

/// <summary>What a store's searches have in common.</summary>
internal sealed record SearchSettings(IVectorIndex Vectors, TextAnalyzer Analyzer, Bm25Parameters Bm25, int FusionK);
