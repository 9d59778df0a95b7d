"""Addresses of the media watch."""

from django.urls import path

from followup.watch import views

urlpatterns = [
    path("mediebevakning/", views.HitList.as_view(), name="hit-list"),
    path("mediebevakning/lank/", views.LinkAdd.as_view(), name="hit-add"),
    path("mediebevakning/rapport/", views.WatchReport.as_view(), name="watch-report"),
    path("mediebevakning/sokord/", views.WatchWords.as_view(), name="watch-words"),
    path("mediebevakning/sokord/nytt/", views.WordEdit.as_view(), name="word-create"),
    path("mediebevakning/sokord/<int:pk>/", views.WordEdit.as_view(), name="word-edit"),
    path("mediebevakning/floden/", views.WatchFeeds.as_view(), name="watch-feeds"),
    path("mediebevakning/floden/nytt/", views.FeedEdit.as_view(), name="feed-create"),
    path("mediebevakning/floden/<int:pk>/", views.FeedEdit.as_view(), name="feed-edit"),
    path("mediebevakning/<int:pk>/", views.HitPage.as_view(), name="hit-detail"),
    path("mediebevakning/<int:pk>/bedom/", views.HitJudge.as_view(), name="hit-judge"),
    path("mediebevakning/<int:pk>/brist/", views.HitFinding.as_view(), name="hit-finding"),
]
