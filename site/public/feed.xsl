<?xml version="1.0" encoding="UTF-8"?>
<!--
  Makes a feed that someone opens in a browser a page that can be read and
  listened to, in French for French feeds and in English for others. It shows
  nothing that is not in the feed. Browsers that no longer run XSLT take
  feed.css alone, which the feed names too.
-->
<xsl:stylesheet
  version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:atom="http://www.w3.org/2005/Atom"
  xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
  xmlns:podcast="https://podcastindex.org/namespace/1.0"
  exclude-result-prefixes="atom itunes podcast"
>
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat" />

  <xsl:variable name="language" select="string(/rss/channel/language)" />
  <xsl:variable name="french" select="starts-with($language, 'fr')" />
  <xsl:variable name="address" select="/rss/channel/atom:link[@rel = 'self']/@href" />

  <xsl:template match="/rss">
    <html lang="{$language}">
      <head>
        <title>
          <xsl:value-of select="channel/title" />
          <xsl:text> – </xsl:text>
          <xsl:call-template name="say">
            <xsl:with-param name="fr">flux du podcast</xsl:with-param>
            <xsl:with-param name="en">podcast feed</xsl:with-param>
          </xsl:call-template>
        </title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/feed.css" />
      </head>
      <body class="feed">
        <main>
          <xsl:apply-templates select="channel" />
        </main>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="channel">
    <header class="head">
      <img class="art" src="{itunes:image/@href}" alt="" width="180" height="180" />
      <div>
        <h1><xsl:value-of select="title" /></h1>
        <p class="by"><xsl:value-of select="itunes:author" /></p>
        <p class="about"><xsl:value-of select="itunes:summary" /></p>
        <p>
          <a class="button" href="{link}">
            <xsl:call-template name="say">
              <xsl:with-param name="fr">Voir la page</xsl:with-param>
              <xsl:with-param name="en">See the page</xsl:with-param>
            </xsl:call-template>
          </a>
        </p>
      </div>
    </header>

    <section class="explained" aria-labelledby="what">
      <h2 id="what">
        <xsl:call-template name="say">
          <xsl:with-param name="fr">Ceci est un flux de podcast</xsl:with-param>
          <xsl:with-param name="en">This is a podcast feed</xsl:with-param>
        </xsl:call-template>
      </h2>
      <p>
        <xsl:call-template name="say">
          <xsl:with-param name="fr">Cette adresse est faite pour une application de podcasts : AntennaPod, Apple Podcasts, Pocket Casts ou une autre. Copiez-la, puis collez-la dans l’application, là où elle propose d’ajouter un podcast par son adresse. Les nouveaux épisodes y arriveront d’eux-mêmes, sans compte et sans publicité.</xsl:with-param>
          <xsl:with-param name="en">This address is made for a podcast app: AntennaPod, Apple Podcasts, Pocket Casts or another. Copy it, then paste it into the app where it lets you add a podcast by its address. New episodes will come by themselves, without an account and without advertising.</xsl:with-param>
        </xsl:call-template>
      </p>
      <p class="address"><code><xsl:value-of select="$address" /></code></p>
      <p>
        <xsl:call-template name="say">
          <xsl:with-param name="fr">Seules les personnes qui l’ont accepté y figurent. Chacune peut se retirer quand elle veut.</xsl:with-param>
          <xsl:with-param name="en">Only people who agreed to it are in it. Each of them can leave whenever they wish.</xsl:with-param>
        </xsl:call-template>
      </p>
    </section>

    <h2 class="count">
      <xsl:value-of select="count(item)" />
      <xsl:choose>
        <xsl:when test="$french and count(item) &lt; 2"> épisode</xsl:when>
        <xsl:when test="$french"> épisodes</xsl:when>
        <xsl:when test="count(item) = 1"> episode</xsl:when>
        <xsl:otherwise> episodes</xsl:otherwise>
      </xsl:choose>
    </h2>
    <ol class="items" role="list">
      <xsl:apply-templates select="item" />
    </ol>
    <xsl:if test="atom:link[@rel = 'next']">
      <p class="more">
        <a class="button" href="{atom:link[@rel = 'next']/@href}">
          <xsl:call-template name="say">
            <xsl:with-param name="fr">Épisodes plus anciens</xsl:with-param>
            <xsl:with-param name="en">Older episodes</xsl:with-param>
          </xsl:call-template>
        </a>
      </p>
    </xsl:if>
  </xsl:template>

  <xsl:template match="item">
    <li class="item">
      <h3><a href="{link}"><xsl:value-of select="title" /></a></h3>
      <p class="when">
        <xsl:apply-templates select="pubDate" />
        <xsl:text> · </xsl:text>
        <xsl:apply-templates select="itunes:duration" />
      </p>
      <p class="about"><xsl:value-of select="itunes:summary" /></p>
      <audio controls="controls" preload="none" src="{enclosure/@url}">
        <xsl:attribute name="aria-label"><xsl:value-of select="title" /></xsl:attribute>
      </audio>
      <p class="links">
        <a href="{link}">
          <xsl:call-template name="say">
            <xsl:with-param name="fr">Lire la transcription</xsl:with-param>
            <xsl:with-param name="en">Read the transcript</xsl:with-param>
          </xsl:call-template>
        </a>
      </p>
    </li>
  </xsl:template>

  <!-- "Sat, 14 Mar 2026 09:30:00 GMT" becomes "14 mars 2026"; the twelve names stand in columns of nine. -->
  <xsl:template match="pubDate">
    <xsl:variable name="day" select="number(substring(., 6, 2))" />
    <xsl:variable name="short" select="'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'" />
    <xsl:variable name="month" select="string-length(substring-before($short, substring(., 9, 3))) div 4" />
    <xsl:variable name="fr" select="'janvier  février  mars     avril    mai      juin     juillet  août     septembreoctobre  novembre décembre '" />
    <xsl:variable name="en" select="'January  February March    April    May      June     July     August   SeptemberOctober  November December '" />
    <xsl:value-of select="$day" />
    <xsl:if test="$french and $day = 1">er</xsl:if>
    <xsl:text> </xsl:text>
    <xsl:choose>
      <xsl:when test="$french"><xsl:value-of select="normalize-space(substring($fr, $month * 9 + 1, 9))" /></xsl:when>
      <xsl:otherwise><xsl:value-of select="normalize-space(substring($en, $month * 9 + 1, 9))" /></xsl:otherwise>
    </xsl:choose>
    <xsl:text> </xsl:text>
    <xsl:value-of select="substring(., 13, 4)" />
  </xsl:template>

  <xsl:template match="itunes:duration">
    <xsl:if test=". &gt;= 60">
      <xsl:value-of select="floor(. div 60)" />
      <xsl:text> min </xsl:text>
    </xsl:if>
    <xsl:if test=". mod 60 &gt; 0 or . &lt; 60">
      <xsl:value-of select=". mod 60" />
      <xsl:text> s</xsl:text>
    </xsl:if>
  </xsl:template>

  <xsl:template name="say">
    <xsl:param name="fr" />
    <xsl:param name="en" />
    <xsl:choose>
      <xsl:when test="$french"><xsl:value-of select="$fr" /></xsl:when>
      <xsl:otherwise><xsl:value-of select="$en" /></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
