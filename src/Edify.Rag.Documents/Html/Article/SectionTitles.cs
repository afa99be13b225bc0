using System.Collections.Frozen;

namespace Edify.Rag.Documents.Html.Article;

/// <summary>Knows what stands above or for parts that are not the article's, in several languages.</summary>
internal static class SectionTitles
{
    private const int LongestTitle = 40;

    private static readonly FrozenSet<string> Titles = new[]
    {
        "related", "related articles", "related news", "related posts", "related stories", "related content", "related topics", "related links",
        "related coverage", "related video", "related videos", "more stories", "more news", "read more", "read next", "read also", "also read", "see more",
        "more from", "more on this", "more on this story", "you may also like", "you might also like", "recommended", "recommended for you",
        "recommended stories", "trending", "trending now", "most read", "most popular", "popular posts", "popular stories", "latest news", "latest stories",
        "top stories", "don't miss", "up next", "comments", "comment", "leave a comment", "leave a reply", "post a comment", "join the conversation",
        "share", "share this", "share this article", "share this story", "share on facebook", "tweet", "print", "email", "tags", "topics", "advert",
        "advertisement", "advertising", "sponsored", "sponsored content", "promoted", "subscribe", "newsletter", "sign up", "follow us", "about the author",
        "close", "next", "previous", "back to top", "scroll to top", "continue reading", "story continues", "story continues below",
        "article continues below", "story continues below advertisement", "media playback is unsupported on your device",
        "this slideshow requires javascript",
        "das könnte sie auch interessieren", "das könnte dich auch interessieren", "mehr zum thema", "weitere artikel", "ähnliche artikel",
        "verwandte artikel", "lesen sie auch", "lesen sie mehr", "auch interessant", "meistgelesen", "kommentare", "kommentar schreiben", "anzeige",
        "werbung", "teilen", "weiterlesen", "nach oben", "zum seitenanfang", "artikel teilen", "schlagwörter",
        "à lire aussi", "lire aussi", "articles similaires", "sur le même sujet", "articles connexes", "commentaires", "partager", "publicité",
        "lire la suite", "les plus lus", "haut de page",
        "artículos relacionados", "noticias relacionadas", "te puede interesar", "también te puede interesar", "lee también", "leer más", "lo más leído",
        "comentarios", "compartir", "publicidad", "relacionados", "etiquetas",
        "articoli correlati", "leggi anche", "potrebbe interessarti", "ti potrebbe interessare", "commenti", "condividi", "pubblicità", "leggi tutto",
        "leia também", "leia mais", "veja também", "notícias relacionadas", "comentários", "compartilhe", "compartilhar", "publicidade", "mais lidas",
        "lees ook", "lees meer", "gerelateerd", "gerelateerde artikelen", "reacties", "delen", "advertentie", "meest gelezen",
        "читайте также", "читать далее", "похожие материалы", "похожие статьи", "комментарии", "поделиться", "реклама", "популярное", "по теме",
        "czytaj także", "zobacz także", "czytaj również", "komentarze", "udostępnij", "reklama", "powiązane artykuły",
        "ilgili haberler", "yorumlar", "paylaş", "reklam", "ayrıca bakınız", "関連記事", "関連リンク", "おすすめ記事", "コメント", "シェアする", "スポンサーリンク",
        "相关文章", "相关新闻", "相关阅读", "推荐阅读", "热门文章", "评论", "分享", "广告", "اقرأ أيضا", "مواضيع ذات صلة", "التعليقات",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a text is nothing but such a title.</summary>
    /// <param name="text">A heading or a short paragraph.</param>
    public static bool IsForeign(string text)
    {
        if (text.Length > LongestTitle + 20) return false;
        var title = text.AsSpan().Trim(" .:…»›>→|-–—!?\"“”*#").ToString();
        return title.Length is > 0 and <= LongestTitle + 10 && Titles.Contains(title.Replace('’', '\''));
    }
}
